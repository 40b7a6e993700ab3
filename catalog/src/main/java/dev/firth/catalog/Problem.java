package dev.firth.catalog;

import java.util.Comparator;

/**
 * One thing that a person has to put right.
 *
 * @param file as the person named it; empty if no file is to blame
 * @param line of the file from 1; 0 if none is to blame
 * @param kind of the resource; empty if the file holds none
 * @param name of the resource
 * @param fieldPath the field, such as {@code bindings[orders].target}; empty for the whole
 * @param sentence what is wrong, what was expected, what to do next
 * @param reason its class
 */
public record Problem(
    String file,
    int line,
    String kind,
    String name,
    String fieldPath,
    String sentence,
    Reason reason)
    implements Comparable<Problem> {

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparing(Problem::kind)
          .thenComparing(Problem::name)
          .thenComparing(Problem::fieldPath)
          .thenComparing(Problem::sentence);

  /** A problem of a file as such. */
  public static Problem of(String file, int line, Reason reason, String sentence) {
    return new Problem(file, line, "", "", "", sentence, reason);
  }

  /** {@code orders.yaml:14: Capture shop: bindings[orders].target: collection ...}. */
  public String render() {
    var out = new StringBuilder();
    if (!file.isEmpty()) {
      out.append(file);
      if (line > 0) {
        out.append(':').append(line);
      }
      out.append(": ");
    }
    if (!kind.isEmpty()) {
      out.append(kind);
      if (!name.isEmpty()) {
        out.append(' ').append(name);
      }
      out.append(": ");
    }
    if (!fieldPath.isEmpty()) {
      out.append(fieldPath).append(": ");
    }
    return out.append(sentence).toString();
  }

  @Override
  public int compareTo(Problem other) {
    return BY_PLACE.compare(this, other);
  }

  @Override
  public String toString() {
    return render();
  }
}
