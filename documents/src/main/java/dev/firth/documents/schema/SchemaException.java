package dev.firth.documents.schema;

import java.util.List;
import java.util.stream.Collectors;

/** A schema that cannot be used, with everything that is wrong with it. */
public final class SchemaException extends RuntimeException {
  private final transient List<Problem> problems;

  /**
   * One thing wrong with a schema.
   *
   * @param pointer to it within the schema
   * @param sentence what is wrong
   * @param notYetSupported whether it is right, and this release does not do it
   */
  public record Problem(String pointer, String sentence, boolean notYetSupported) {
    Problem(String pointer, String sentence) {
      this(pointer, sentence, false);
    }

    @Override
    public String toString() {
      return (pointer.isEmpty() ? "schema" : pointer) + ": " + sentence;
    }
  }

  SchemaException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All problems, at least one, no two of one location; those of the metaschema come first. */
  public List<Problem> problems() {
    return problems;
  }
}
