package dev.firth.cli.rows;

/** A row that cannot be answered otherwise than by this sentence. */
final class RowException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RowException(String sentence) {
    super(sentence, null, false, false);
  }
}
