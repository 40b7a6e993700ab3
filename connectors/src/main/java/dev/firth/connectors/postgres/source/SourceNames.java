package dev.firth.connectors.postgres.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Names of what a capture makes at its source. They hold the store's id, so that two stores that
 * run the same flow do not take each other's changes.
 *
 * @param publication of tables whose every change is published
 * @param insertPublication of tables without replica identity
 */
record SourceNames(String slot, String publication, String insertPublication) {
  private static final int STORE_DIGITS = 8;
  private static final int MAX = 56;

  static SourceNames of(SourceConfig config, String store, String task) {
    String made = made(store, task);
    String slot = config.slotName().isEmpty() ? made : config.slotName();
    String publication = config.publicationName().isEmpty() ? made : config.publicationName();
    return new SourceNames(slot, publication, publication + "_insert");
  }

  private static String made(String store, String task) {
    String id = plain(store);
    String name =
        "firth_" + id.substring(0, Math.min(STORE_DIGITS, id.length())) + "_" + plain(task);
    return name.length() <= MAX
        ? name
        : name.substring(0, MAX - 7) + "_" + sha256(store + " " + task).substring(0, 6);
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
  }

  /** In hexadecimal digits. */
  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
