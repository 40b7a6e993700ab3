package dev.firth.specs;

/**
 * Where one secret value of a configuration comes from and where it goes.
 *
 * @param pointer RFC 6901 location in the configuration; empty merges an object at the root
 * @param secret name of the Secret
 * @param key the member of it
 * @param json whether the value is a JSON text rather than a string
 * @param optional whether a missing value is left out instead of being an error
 */
public record SecretRef(String pointer, String secret, String key, boolean json, boolean optional) {

  /** A value read as text: one newline at its end is dropped. */
  public static String text(String value) {
    String bare = value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
    return bare.length() < value.length() && bare.endsWith("\r")
        ? bare.substring(0, bare.length() - 1)
        : bare;
  }
}
