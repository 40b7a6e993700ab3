package dev.firth.documents.schema;

/** Dates and times of RFC 3339 and durations of its appendix A. */
final class DateFormats {
  private DateFormats() {}

  private static int two(byte[] b, int i) {
    int tens = b[i] - '0';
    int ones = b[i + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1000 : tens * 10 + ones;
  }

  static boolean date(byte[] b, int from, int to) {
    return to - from == 10 && dateAt(b, from);
  }

  private static boolean dateAt(byte[] b, int i) {
    int year = two(b, i) * 100 + two(b, i + 2);
    int month = two(b, i + 5);
    int day = two(b, i + 8);
    if (year < 0
        || b[i + 4] != '-'
        || b[i + 7] != '-'
        || month < 1
        || day < 1
        || two(b, i) < 0
        || two(b, i + 2) < 0) {
      return false;
    }
    return switch (month) {
      case 1, 3, 5, 7, 8, 10, 12 -> day <= 31;
      case 4, 6, 9, 11 -> day <= 30;
      case 2 -> day <= (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28);
      default -> false;
    };
  }

  static boolean dateTime(byte[] b, int from, int to) {
    return to - from >= 20
        && dateAt(b, from)
        && (b[from + 10] | 0x20) == 't'
        && time(b, from + 11, to);
  }

  /** A leap second is one at 23:59:60 UTC only. */
  static boolean time(byte[] b, int from, int to) {
    if (to - from < 9 || b[from + 2] != ':' || b[from + 5] != ':') {
      return false;
    }
    int hour = two(b, from);
    int minute = two(b, from + 3);
    int second = two(b, from + 6);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return false;
    }
    int i = from + 8;
    if (b[i] == '.') {
      int first = ++i;
      while (i < to && b[i] >= '0' && b[i] <= '9') {
        i++;
      }
      if (i == first) {
        return false;
      }
    }
    int offset = offset(b, i, to);
    return offset != BAD_OFFSET
        && (second < 60 || Math.floorMod(hour * 60 + minute - offset, 1440) == 1439);
  }

  private static final int BAD_OFFSET = Integer.MIN_VALUE;

  /** Minutes east of UTC. */
  private static int offset(byte[] b, int i, int to) {
    if (i >= to) {
      return BAD_OFFSET;
    }
    if ((b[i] | 0x20) == 'z') {
      return i + 1 == to ? 0 : BAD_OFFSET;
    }
    if ((b[i] != '+' && b[i] != '-') || to - i != 6 || b[i + 3] != ':') {
      return BAD_OFFSET;
    }
    int hours = two(b, i + 1);
    int minutes = two(b, i + 4);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return BAD_OFFSET;
    }
    int east = hours * 60 + minutes;
    return b[i] == '-' ? -east : east;
  }

  /** Units follow each other without gaps, weeks stand alone. */
  static boolean duration(byte[] b, int from, int to) {
    if (to - from < 3 || b[from] != 'P') {
      return false;
    }
    if (b[to - 1] == 'W') {
      return number(b, from + 1, to) == to - 1;
    }
    int i = units(b, from + 1, to, "YMD");
    if (i < 0 || i == to) {
      return i == to;
    }
    return b[i] == 'T' && i + 1 < to && units(b, i + 1, to, "HMS") == to;
  }

  /** Reads numbers with these units, adjacent ones in this order; answers the end, or -1. */
  private static int units(byte[] b, int from, int to, String units) {
    int i = from;
    int last = -1;
    while (i < to && b[i] != 'T') {
      int end = number(b, i, to);
      if (end == i || end == to) {
        return -1;
      }
      int unit = units.indexOf(b[end]);
      if (unit < 0 || (last >= 0 && unit != last + 1)) {
        return -1;
      }
      last = unit;
      i = end + 1;
    }
    return i;
  }

  private static int number(byte[] b, int from, int to) {
    int i = from;
    while (i < to && b[i] >= '0' && b[i] <= '9') {
      i++;
    }
    return i;
  }
}
