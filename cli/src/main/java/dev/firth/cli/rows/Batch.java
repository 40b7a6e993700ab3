package dev.firth.cli.rows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/** What {@code --batch} makes of rows: each command's own answers. */
public enum Batch {
  VALIDATE(ValidateRows::new),
  COMBINE(CombineRows::new),
  FIELDS(FieldsRows::new);

  private final Supplier<RowAnswer> core;

  Batch(Supplier<RowAnswer> core) {
    this.core = core;
  }

  /**
   * Answers all rows, to the end of the input.
   *
   * @throws IOException when the input or the output fails; a reader of the output that has had
   *     enough is none
   */
  public void run(InputStream in, OutputStream out) throws IOException {
    RowStream.run(in, out, core.get());
  }
}
