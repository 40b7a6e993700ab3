package dev.firth.documents.pattern;

/** A text whose characters can be looked at so many times in all. One thread. */
final class CountedText implements CharSequence {
  private static final long STEPS = 1_000_000;
  private static final long STEPS_A_CHARACTER = 100;

  private final String pattern;
  private final String text;
  private final long bound;
  private long steps;

  CountedText(String pattern, String text) {
    this.pattern = pattern;
    this.text = text;
    bound = STEPS + STEPS_A_CHARACTER * text.length();
  }

  /** What is thrown at the bound. */
  UndecidedException undecided() {
    return new UndecidedException(pattern, text, steps);
  }

  @Override
  public char charAt(int index) {
    if (++steps > bound) {
      throw undecided();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
