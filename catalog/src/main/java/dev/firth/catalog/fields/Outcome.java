package dev.firth.catalog.fields;

import dev.firth.specs.FieldSelection;
import java.util.List;
import java.util.Optional;

/**
 * What field selection answers.
 *
 * @param fields every field that anyone spoke of, sorted by name
 * @param selection what is stored; where the only conflicts are incompatible columns, what would be
 *     stored after a backfill
 */
public record Outcome(List<Field> fields, FieldSelection selection) {
  public Outcome {
    fields = List.copyOf(fields);
  }

  /** What becomes of a field. */
  public enum Verdict {
    IN,
    OUT,
    CONFLICT
  }

  /**
   * A field and why it is stored or not.
   *
   * @param name of the field
   * @param verdict what becomes of it
   * @param select the strongest reason for it
   * @param reject the strongest reason against it
   * @param detail of the reason against it
   */
  public record Field(
      String name,
      Verdict verdict,
      Optional<Select> select,
      Optional<Reject> reject,
      String detail) {

    /** One sentence for people. */
    public String sentence() {
      return "field "
          + name
          + (verdict == Verdict.OUT ? " is left out because " : " is selected because ")
          + why();
    }

    /** The end of such a sentence. */
    public String why() {
      String wanted = select.map(Select::because).orElse("");
      String unwanted = reject.map(r -> r.because(detail)).orElse("");
      return switch (verdict) {
        case IN -> wanted;
        case OUT -> unwanted;
        case CONFLICT -> wanted + ", but " + unwanted;
      };
    }
  }

  /** The fields that are wanted and can't be. */
  public List<Field> conflicts() {
    return fields.stream().filter(f -> f.verdict == Verdict.CONFLICT).toList();
  }

  /** Whether a backfill would settle all conflicts. */
  public boolean settledByBackfill() {
    return conflicts().stream()
        .allMatch(f -> f.reject.filter(r -> r == Reject.CONNECTOR_INCOMPATIBLE).isPresent());
  }
}
