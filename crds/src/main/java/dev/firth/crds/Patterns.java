package dev.firth.crds;

/** Forms of text that several resources share. */
public final class Patterns {
  /** RFC 6901 without the root. */
  public static final String POINTER = "^(/([^/~]|~[01])+)+$";

  /** Words for {@link #POINTER}. */
  public static final String POINTER_WORDS =
      "a JSON pointer such as /id or /address/city: every part begins with a slash and is not"
          + " empty; ~ is written ~0, and a slash inside a name ~1";

  /** RFC 6901 with the root. */
  public static final String POINTER_OR_ROOT = "^((/([^/~]|~[01])+)+)?$";

  /** Words for {@link #POINTER_OR_ROOT}. */
  public static final String POINTER_OR_ROOT_WORDS =
      POINTER_WORDS + "; or \"\" for the whole document";

  /** RFC 1123 label. */
  public static final String LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** Words for {@link #LABEL}. */
  public static final String LABEL_WORDS =
      "lower-case letters, digits and \"-\", with a letter or digit at both ends";

  /** RFC 1123 subdomain. */
  public static final String SUBDOMAIN =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  private Patterns() {}
}
