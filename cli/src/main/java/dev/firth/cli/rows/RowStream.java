package dev.firth.cli.rows;

import dev.firth.cli.console.StandardOutput.ReaderGone;
import dev.firth.documents.json.JsonBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads rows, one a line, and writes their answers, one a line, in order. Answers are flushed
 * whenever no whole row is at hand: before the program waits for more, everything that it was asked
 * is answered.
 */
final class RowStream implements Lines.Taker {
  /**
   * The longest row. Its tape takes eight times that at worst, while it grows twelve times: within
   * the heap of 1 GiB that {@code firth} has.
   */
  static final int MAX_ROW_BYTES = (32 << 20) - 1024;

  private static final int FLUSH_AT = 1 << 16;
  private static final int LARGE = 1 << 20;

  private final OutputStream out;
  private final RowAnswer core;
  private final int longest;
  private JsonBuffer answers = new JsonBuffer();

  private RowStream(OutputStream out, RowAnswer core, int longest) {
    this.out = out;
    this.core = core;
    this.longest = longest;
  }

  /**
   * Answers all rows, to the end of the input. A last row needs no newline.
   *
   * @throws IOException when the input fails, or the output for another reason than that nobody
   *     reads it any more, which ends this
   */
  static void run(InputStream in, OutputStream out, RowAnswer core) throws IOException {
    run(in, out, core, MAX_ROW_BYTES);
  }

  static void run(InputStream in, OutputStream out, RowAnswer core, int longest)
      throws IOException {
    try {
      Lines.read(in, longest, new RowStream(out, core, longest));
    } catch (ReaderGone enough) {
      // as a reader of any other output of ours may: `firth ... | head`
    }
  }

  @Override
  public void line(byte[] bytes, int offset, int length) throws IOException {
    RowAnswer.always(core, bytes, offset, length, answers);
    end();
  }

  @Override
  public void tooLong() throws IOException {
    RowAnswer.error("the row is longer than " + longest + " bytes", answers);
    end();
  }

  private void end() throws IOException {
    answers.put('\n');
    if (answers.size() >= FLUSH_AT) {
      waiting();
    }
  }

  @Override
  public void waiting() throws IOException {
    if (answers.size() == 0) {
      return;
    }
    out.write(answers.bytes(), 0, answers.size());
    out.flush();
    if (answers.size() > LARGE) {
      answers = new JsonBuffer();
    } else {
      answers.reset();
    }
  }
}
