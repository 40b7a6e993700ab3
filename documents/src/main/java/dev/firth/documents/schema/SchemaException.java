package dev.firth.documents.schema;

import java.util.List;
import java.util.stream.Collectors;

/** A schema that cannot be used, with everything that is wrong with it. */
public final class SchemaException extends RuntimeException {
  private final transient List<Problem> problems;

  /** One thing wrong with a schema: the pointer to it within the schema, and a sentence. */
  public record Problem(String pointer, String sentence) {
    @Override
    public String toString() {
      return (pointer.isEmpty() ? "schema" : pointer) + ": " + sentence;
    }
  }

  SchemaException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All problems, at least one, in the order of the schema's text. */
  public List<Problem> problems() {
    return problems;
  }
}
