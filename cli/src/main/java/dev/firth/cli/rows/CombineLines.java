package dev.firth.cli.rows;

import dev.firth.cli.console.StandardOutput.ReaderGone;
import dev.firth.documents.json.JsonException;
import dev.firth.documents.schema.CompiledSchema;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Documents of a stream, one a line, reduced by key, however many they are. */
final class CombineLines implements Lines.Taker {
  private static final long MEMORY = 256L << 20;
  private static final int BUFFER = 1 << 16;

  private final Combination combination;
  private long line;

  private CombineLines(Combination combination) {
    this.combination = combination;
  }

  /**
   * Writes the reduced documents, one a line.
   *
   * @throws RowException for the first line that is no document, is refused, or cannot be reduced;
   *     unless that came out at the end, nothing was written
   */
  static void run(
      CompiledSchema schema, List<String> key, boolean full, InputStream in, OutputStream out)
      throws IOException {
    var buffered = new BufferedOutputStream(out, BUFFER);
    try (var combination = new Combination(schema, key, full, MEMORY)) {
      Lines.read(in, RowStream.MAX_ROW_BYTES, new CombineLines(combination));
      combination.drain((bytes, offset, length) -> print(buffered, bytes, offset, length));
      buffered.flush();
    } catch (ReaderGone enough) {
      // as a reader of any other output of ours may: `firth ... | head`
    }
  }

  private static void print(OutputStream out, byte[] bytes, int offset, int length)
      throws IOException {
    out.write(bytes, offset, length);
    out.write('\n');
  }

  @Override
  public void line(byte[] bytes, int offset, int length) {
    line++;
    if (isBlank(bytes, offset, length)) {
      return;
    }
    try {
      combination.add(bytes, offset, length);
    } catch (JsonException | RowException e) {
      throw new RowException("line " + line + ": " + e.getMessage());
    }
  }

  private static boolean isBlank(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] > ' ' || bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void tooLong() {
    line++;
    throw new RowException(
        "line " + line + ": it is longer than " + RowStream.MAX_ROW_BYTES + " bytes");
  }

  @Override
  public void waiting() {}
}
