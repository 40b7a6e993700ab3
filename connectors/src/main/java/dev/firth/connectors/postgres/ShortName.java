package dev.firth.connectors.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names that PostgreSQL would cut at 63 bytes: cut here, and kept apart by a hash. */
public final class ShortName {
  /** The longest name of anything in PostgreSQL, in bytes. */
  public static final int LONGEST = 63;

  private static final int DIGITS = 6;

  private ShortName() {}

  /**
   * An ASCII name of at most {@code longest} bytes: the name itself if it fits, else its beginning
   * and a hash of {@code whole}.
   */
  public static String of(String name, String whole, int longest) {
    return name.length() <= longest ? name : hashed(name, whole, longest);
  }

  /** The name, cut if need be, and a hash of {@code whole}. */
  public static String hashed(String name, String whole, int longest) {
    return name.substring(0, Math.min(name.length(), longest - DIGITS - 1)) + "_" + hash(whole);
  }

  /** Six hexadecimal digits of the SHA-256 of a text. */
  public static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
