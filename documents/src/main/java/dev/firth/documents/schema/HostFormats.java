package dev.firth.documents.schema;

/** Names and addresses of hosts, and mailboxes at them. */
final class HostFormats {
  private static final String ATOM = "!#$%&'*+-/=?^_`{|}~.";

  private HostFormats() {}

  private static boolean letterOrDigit(int c) {
    int lower = c | 0x20;
    return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z');
  }

  /**
   * RFC 1123: labels of at most 63 letters, digits and inner hyphens, at most 253 in all. Labels
   * that stand for others are read: RFC 5891, section 2.
   */
  static boolean hostname(byte[] b, int from, int to) {
    if (to - from > 253) {
      return false;
    }
    return Labels.ascii(b, from, to)
        && (!hasEncodedLabel(b, from, to) || InternationalNames.hostname(b, from, to));
  }

  private static boolean hasEncodedLabel(byte[] b, int from, int to) {
    for (int i = from; i + 4 <= to; i++) {
      if ((i == from || b[i - 1] == '.')
          && (b[i] | 0x20) == 'x'
          && (b[i + 1] | 0x20) == 'n'
          && b[i + 2] == '-'
          && b[i + 3] == '-') {
        return true;
      }
    }
    return false;
  }

  /** Four decimal numbers up to 255 without leading zeros: RFC 2673, section 3.2. */
  static boolean ipv4(byte[] b, int from, int to) {
    int parts = 0;
    int i = from;
    while (i < to) {
      int first = i;
      int value = 0;
      while (i < to && b[i] >= '0' && b[i] <= '9' && i - first < 4) {
        value = value * 10 + b[i] - '0';
        i++;
      }
      if (i == first || value > 255 || (b[first] == '0' && i - first > 1)) {
        return false;
      }
      parts++;
      if (i < to && (b[i] != '.' || ++i == to)) {
        return false;
      }
    }
    return parts == 4;
  }

  /** RFC 4291, section 2.2, without zones. */
  static boolean ipv6(byte[] b, int from, int to) {
    int groups = 0;
    boolean gap = false;
    int i = from;
    if (to - from >= 2 && b[from] == ':' && b[from + 1] == ':') {
      gap = true;
      i += 2;
    }
    while (i < to) {
      int first = i;
      while (i < to && i - first < 5 && Formats.hex(b[i])) {
        i++;
      }
      if (i < to && b[i] == '.') {
        return ipv4(b, first, to) && (gap ? groups <= 5 : groups == 6);
      }
      if (i == first || i - first > 4) {
        return false;
      }
      groups++;
      if (i == to) {
        break;
      }
      if (b[i] != ':' || ++i == to) {
        return false;
      }
      if (b[i] == ':') {
        if (gap) {
          return false;
        }
        gap = true;
        i++;
      }
    }
    return gap ? groups <= 7 : groups == 8;
  }

  /** A mailbox of RFC 5321, section 4.1.2; with {@code international}, of RFC 6531. */
  static boolean email(byte[] b, int from, int to, boolean international) {
    int at = to - 1;
    while (at >= from && b[at] != '@') {
      at--;
    }
    if (at <= from || at - from > 64 || at + 1 == to) {
      return false;
    }
    boolean local =
        b[from] == '"' ? quoted(b, from, at, international) : dotAtom(b, from, at, international);
    return local && domain(b, at + 1, to, international);
  }

  private static boolean dotAtom(byte[] b, int from, int to, boolean international) {
    for (int i = from; i < to; i++) {
      int c = b[i];
      boolean dot = c == '.';
      if (c < 0 ? !international : !letterOrDigit(c) && ATOM.indexOf(c) < 0) {
        return false;
      }
      if (dot && (i == from || i == to - 1 || b[i - 1] == '.')) {
        return false;
      }
    }
    return true;
  }

  private static boolean quoted(byte[] b, int from, int to, boolean international) {
    if (to - from < 2 || b[to - 1] != '"') {
      return false;
    }
    for (int i = from + 1; i < to - 1; i++) {
      int c = b[i];
      if (c == '\\') {
        i++;
        if (i == to - 1 || b[i] < ' ' || b[i] == 0x7f) {
          return false;
        }
      } else if (c == '"' || c == 0x7f || (c >= 0 && c < ' ') || (c < 0 && !international)) {
        return false;
      }
    }
    return true;
  }

  private static boolean domain(byte[] b, int from, int to, boolean international) {
    if (b[from] == '[' && b[to - 1] == ']') {
      String tag = "IPv6:";
      boolean six = to - from > tag.length() + 2;
      for (int i = 0; six && i < tag.length(); i++) {
        six = (b[from + 1 + i] | 0x20) == (tag.charAt(i) | 0x20);
      }
      return six ? ipv6(b, from + 1 + tag.length(), to - 1) : ipv4(b, from + 1, to - 1);
    }
    return international ? Labels.any(b, from, to) : Labels.ascii(b, from, to);
  }
}
