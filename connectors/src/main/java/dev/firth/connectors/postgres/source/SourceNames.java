package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.ShortName;
import java.util.Locale;

/**
 * Names of what a capture makes at its source. They hold the store's id, so that two stores that
 * run the same flow do not take each other's changes, and differ for any two captures of a store.
 *
 * @param publication of tables whose every change is published
 * @param insertPublication of tables without replica identity
 */
record SourceNames(String slot, String publication, String insertPublication) {
  private static final int STORE_DIGITS = 8;
  private static final int LONGEST = 56;

  /**
   * @param task its name among all: with its namespace, unless that is the default one
   */
  static SourceNames of(SourceConfig config, String store, String task) {
    String made = made(store, task);
    String slot = config.slotName().isEmpty() ? made : config.slotName();
    String publication = config.publicationName().isEmpty() ? made : config.publicationName();
    return new SourceNames(slot, publication, publication + "_insert");
  }

  /** With a namespace comes a hash: {@code acme/shop} is not {@code acme-shop}. */
  private static String made(String store, String task) {
    String id = plain(store);
    String name =
        "firth_" + id.substring(0, Math.min(STORE_DIGITS, id.length())) + "_" + plain(task);
    String whole = store + " " + task;
    return task.contains("/")
        ? ShortName.hashed(name, whole, LONGEST)
        : ShortName.of(name, whole, LONGEST);
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
  }
}
