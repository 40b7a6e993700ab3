package dev.firth.documents.schema;

/** The labels of domain names. */
final class Labels {
  private Labels() {}

  /**
   * Whether these are labels of letters, digits and inner hyphens, at most 63 each, with dots
   * between them.
   */
  static boolean ascii(byte[] b, int from, int to) {
    return labels(b, from, to, false);
  }

  /** As {@link #ascii}, with anything beyond ASCII allowed. */
  static boolean any(byte[] b, int from, int to) {
    return labels(b, from, to, true);
  }

  private static boolean labels(byte[] b, int from, int to, boolean international) {
    int first = from;
    for (int i = from; i <= to; i++) {
      if (i < to && b[i] != '.') {
        int c = b[i];
        int lower = c | 0x20;
        boolean inner =
            (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z') || (c < 0 && international);
        if (!inner && (c != '-' || i == first)) {
          return false;
        }
      } else if (i == first || i - first > 63 || b[i - 1] == '-') {
        return false;
      } else {
        first = i + 1;
      }
    }
    return true;
  }
}
