package dev.firth.documents.schema;

/**
 * URIs of RFC 3986 and, with characters beyond ASCII, IRIs of RFC 3987, read by the grammar of
 * appendix A.
 */
final class UriFormats {
  private static final String UNRESERVED = "-._~";
  private static final String SUB_DELIMITERS = "!$&'()*+,;=";

  private UriFormats() {}

  static boolean accepts(byte[] b, int from, int to, boolean absolute, boolean international) {
    int scheme = scheme(b, from, to);
    if (scheme < 0 && absolute) {
      return false;
    }
    int i = scheme < 0 ? from : scheme;
    int hash = index(b, i, to, '#');
    int query = index(b, i, hash, '?');
    if (hash < to && !all(b, hash + 1, to, ":@/?", international)) {
      return false;
    }
    if (query < hash && !all(b, query + 1, hash, ":@/?", international)) {
      return false;
    }
    if (i + 1 < query && b[i] == '/' && b[i + 1] == '/') {
      int path = index(b, i + 2, query, '/');
      return authority(b, i + 2, path, international) && all(b, path, query, ":@/", international);
    }
    boolean firstSegmentHasColon =
        scheme < 0 && index(b, i, index(b, i, query, '/'), ':') < index(b, i, query, '/');
    return !firstSegmentHasColon && all(b, i, query, ":@/", international);
  }

  private static int index(byte[] b, int from, int to, char c) {
    int i = from;
    while (i < to && b[i] != c) {
      i++;
    }
    return i;
  }

  private static boolean letter(int c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  /** One past the colon of the scheme, or -1. */
  private static int scheme(byte[] b, int from, int to) {
    int i = from;
    while (i < to
        && (letter(b[i])
            || (i > from && (digit(b[i]) || b[i] == '+' || b[i] == '-' || b[i] == '.')))) {
      i++;
    }
    return i > from && i < to && b[i] == ':' ? i + 1 : -1;
  }

  private static boolean authority(byte[] b, int from, int to, boolean international) {
    int host = from;
    int at = index(b, from, to, '@');
    if (at < to) {
      if (!all(b, from, at, ":", international)) {
        return false;
      }
      host = at + 1;
    }
    int end;
    if (host < to && b[host] == '[') {
      int close = index(b, host, to, ']');
      if (close == to || !literal(b, host + 1, close)) {
        return false;
      }
      end = close + 1;
    } else {
      end = index(b, host, to, ':');
      if (!all(b, host, end, "", international)) {
        return false;
      }
    }
    if (end < to && b[end] != ':') {
      return false;
    }
    for (int i = end + 1; i < to; i++) {
      if (!digit(b[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean literal(byte[] b, int from, int to) {
    if (from < to && (b[from] | 0x20) == 'v') {
      int dot = index(b, from, to, '.');
      for (int i = from + 1; i < dot; i++) {
        if (!Formats.hex(b[i])) {
          return false;
        }
      }
      return dot > from + 1 && dot + 1 < to && all(b, dot + 1, to, ":", false);
    }
    return HostFormats.ipv6(b, from, to);
  }

  /** Whether all are unreserved, sub-delimiters, percent-encoded or of {@code more}. */
  private static boolean all(byte[] b, int from, int to, String more, boolean international) {
    for (int i = from; i < to; i++) {
      int c = b[i];
      if (c == '%') {
        if (i + 2 >= to || !Formats.hex(b[i + 1]) || !Formats.hex(b[i + 2])) {
          return false;
        }
        i += 2;
      } else if (c < 0 ? !international : !letter(c) && !digit(c) && !other(c, more)) {
        return false;
      }
    }
    return true;
  }

  private static boolean other(int c, String more) {
    return UNRESERVED.indexOf(c) >= 0 || SUB_DELIMITERS.indexOf(c) >= 0 || more.indexOf(c) >= 0;
  }
}
