package dev.firth.documents.schema;

/**
 * One way in which a document breaks its schema.
 *
 * @param pointer where in the document
 * @param keyword the keyword of the schema that failed, such as {@code type}
 * @param expected what the schema wants, such as {@code number}
 * @param found what stands there, such as {@code string "n/a"}; cut when long
 */
public record Violation(String pointer, String keyword, String expected, String found) {
  /** The same without the value that was found, or a name of a member that was unknown. */
  Violation hidden() {
    boolean named =
        keyword.equals("additionalProperties") || keyword.equals("unevaluatedProperties");
    String where = named ? pointer.substring(0, pointer.lastIndexOf('/')) : pointer;
    return new Violation(where, keyword, expected, "a value that is not shown");
  }

  /** For a person: {@code /total: expected number, got string "n/a"}. */
  @Override
  public String toString() {
    return (pointer.isEmpty() ? "the document" : pointer)
        + ": expected "
        + expected
        + ", got "
        + found;
  }
}
