package dev.firth.documents.schema;

import java.util.List;

/** The Bidi rule of RFC 5893, section 2: labels that read the same beside others, right to left. */
final class BidiRule {
  private static final long LEFT = set(Character.DIRECTIONALITY_LEFT_TO_RIGHT);
  private static final long RIGHT =
      set(Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
  private static final long EUROPEAN = set(Character.DIRECTIONALITY_EUROPEAN_NUMBER);
  private static final long ARABIC = set(Character.DIRECTIONALITY_ARABIC_NUMBER);
  private static final long MARKS = set(Character.DIRECTIONALITY_NONSPACING_MARK);
  private static final long NEUTRAL =
      MARKS
          | set(
              Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
              Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
              Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
              Character.DIRECTIONALITY_OTHER_NEUTRALS,
              Character.DIRECTIONALITY_BOUNDARY_NEUTRAL);

  private BidiRule() {}

  /** Whether labels may stand in one name; always, when none of them is right to left. */
  static boolean allows(List<String> labels) {
    long any = 0;
    for (String label : labels) {
      any |= directions(label);
    }
    return (any & (RIGHT | ARABIC)) == 0 || labels.stream().allMatch(BidiRule::label);
  }

  private static boolean label(String label) {
    long all = directions(label);
    if ((of(label.codePointAt(0)) & RIGHT) != 0) {
      boolean bothNumbers = (all & EUROPEAN) != 0 && (all & ARABIC) != 0;
      return !bothNumbers
          && (all & ~(RIGHT | EUROPEAN | ARABIC | NEUTRAL)) == 0
          && (last(label) & (RIGHT | EUROPEAN | ARABIC)) != 0;
    }
    return (of(label.codePointAt(0)) & LEFT) != 0
        && (all & ~(LEFT | EUROPEAN | NEUTRAL)) == 0
        && (last(label) & (LEFT | EUROPEAN)) != 0;
  }

  /** The direction of the last character that is no mark on another. */
  private static long last(String label) {
    int i = label.length();
    long direction = MARKS;
    while (i > 0 && direction == MARKS) {
      int c = label.codePointBefore(i);
      direction = of(c);
      i -= Character.charCount(c);
    }
    return direction;
  }

  private static long directions(String label) {
    return label.codePoints().mapToLong(BidiRule::of).reduce(0, (a, b) -> a | b);
  }

  private static long of(int c) {
    return set(Character.getDirectionality(c));
  }

  private static long set(byte... directions) {
    long bits = 0;
    for (byte direction : directions) {
      bits |= direction < 0 ? 1L << 63 : 1L << direction;
    }
    return bits;
  }
}
