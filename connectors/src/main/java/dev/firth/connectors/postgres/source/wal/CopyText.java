package dev.firth.connectors.postgres.source.wal;

/**
 * Lines of {@code COPY ... TO STDOUT} in text format ("COPY, File Formats" of PostgreSQL's
 * documentation): fields between tabs, {@code \N} for null, backslash escapes, which are undone in
 * place.
 */
public final class CopyText {

  private CopyText() {}

  /**
   * Splits one line.
   *
   * @param line one row with its newline; escaped fields are shortened in it
   * @param out takes spans of {@code line}
   */
  public static void split(byte[] line, Tuple out) {
    out.start(line);
    int end = line.length;
    if (end > 0 && line[end - 1] == '\n') {
      end--;
    }
    int start = 0;
    boolean escaped = false;
    for (int i = 0; i < end; i++) {
      byte b = line[i];
      if (b == '\t') {
        field(line, start, i, escaped, out);
        start = i + 1;
        escaped = false;
      } else if (b == '\\') {
        escaped = true;
        i++;
      }
    }
    field(line, start, end, escaped, out);
  }

  private static void field(byte[] line, int start, int end, boolean escaped, Tuple out) {
    if (!escaped) {
      out.add(Tuple.TEXT, start, end - start);
    } else if (end - start == 2 && line[start + 1] == 'N') {
      out.add(Tuple.NULL, start, 0);
    } else {
      out.add(Tuple.TEXT, start, unescape(line, start, end) - start);
    }
  }

  private static int unescape(byte[] line, int start, int end) {
    int to = start;
    for (int i = start; i < end; i++) {
      byte b = line[i];
      if (b == '\\' && i + 1 < end) {
        b = escape(line[++i]);
      }
      line[to++] = b;
    }
    return to;
  }

  private static byte escape(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      default -> letter;
    };
  }
}
