package dev.firth.documents.pattern;

/**
 * Writes a parsed expression for java.util.regex, spelling out every set so that none of its own
 * meanings apply.
 */
final class JavaRegex {
  private final StringBuilder out = new StringBuilder();

  private JavaRegex() {}

  static String print(Regex regex) {
    var printer = new JavaRegex();
    printer.write(regex);
    return printer.out.toString();
  }

  private void write(Regex regex) {
    switch (regex) {
      case Regex.Characters(CodePoints set) -> characters(set);
      case Regex.Sequence(var parts) -> parts.forEach(this::write);
      case Regex.Choice(var branches) -> {
        out.append("(?:");
        for (int i = 0; i < branches.size(); i++) {
          out.append(i == 0 ? "" : "|");
          write(branches.get(i));
        }
        out.append(')');
      }
      case Regex.Repeat(Regex body, int min, int max, boolean greedy) -> {
        out.append("(?:");
        write(body);
        out.append("){").append(min).append(',');
        out.append(max == Regex.UNBOUNDED ? "" : max).append('}').append(greedy ? "" : "?");
      }
      case Regex.Group(Regex body, _) -> {
        out.append('(');
        write(body);
        out.append(')');
      }
      case Regex.BackReference(int group) -> out.append("(?:\\").append(group).append(')');
      case Regex.Look(Regex body, boolean ahead, boolean negated) -> {
        out.append(ahead ? "(?" : "(?<").append(negated ? '!' : '=');
        write(body);
        out.append(')');
      }
      case Regex.WordBoundary(boolean negated) -> {
        String word = "[0-9A-Z_a-z]";
        String edge = "(?:(?<=" + word + ")(?!" + word + ")|(?<!" + word + ")(?=" + word + "))";
        out.append(negated ? "(?!" + edge + ")" : edge);
      }
      case Regex.Start() -> out.append("\\A");
      case Regex.End() -> out.append("\\z");
    }
  }

  private void characters(CodePoints set) {
    int[] ranges = set.ranges();
    if (ranges.length == 0) {
      out.append("(?!)");
      return;
    }
    out.append('[');
    for (int i = 0; i < ranges.length; i += 2) {
      out.append(String.format("\\x{%x}-\\x{%x}", ranges[i], ranges[i + 1]));
    }
    out.append(']');
  }
}
