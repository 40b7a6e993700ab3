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
final class RowStream {
  /**
   * The longest row. Its tape takes eight times that at worst, while it grows twelve times: within
   * the heap of 1 GiB that {@code firth} has.
   */
  static final int MAX_ROW_BYTES = (32 << 20) - 1024;

  private static final int FLUSH_AT = 1 << 16;
  private static final int READ = 1 << 16;

  private final InputStream in;
  private final OutputStream out;
  private final RowAnswer core;
  private final int maxRow;
  private JsonBuffer answers = new JsonBuffer();
  private byte[] buffer = new byte[READ];
  private int start;
  private int filled;
  private boolean tooLong;

  private RowStream(InputStream in, OutputStream out, RowAnswer core, int maxRow) {
    this.in = in;
    this.out = out;
    this.core = core;
    this.maxRow = maxRow;
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

  static void run(InputStream in, OutputStream out, RowAnswer core, int maxRow) throws IOException {
    try {
      new RowStream(in, out, core, maxRow).rows();
    } catch (ReaderGone enough) {
      // as a reader of any other output of ours may: `firth ... | head`
    }
  }

  private void rows() throws IOException {
    int searched = 0;
    for (; ; ) {
      int newline = indexOf(buffer, searched, filled);
      if (newline >= 0) {
        answer(newline);
        start = newline + 1;
        searched = start;
      } else {
        flush();
        makeRoom();
        searched = filled;
        int n = in.read(buffer, filled, buffer.length - filled);
        if (n < 0) {
          break;
        }
        filled += n;
      }
    }
    if (filled > start || tooLong) {
      answer(filled);
    }
    flush();
  }

  private static int indexOf(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void answer(int end) throws IOException {
    if (tooLong || end - start > maxRow) {
      tooLong = false;
      RowAnswer.error("the row is longer than " + maxRow + " bytes", answers);
    } else {
      RowAnswer.always(core, buffer, start, end - start, answers);
    }
    answers.put('\n');
    if (answers.size() >= FLUSH_AT) {
      flush();
    }
  }

  /** Moves the row that has begun to the front, and drops it where it is too long already. */
  private void makeRoom() {
    int begun = filled - start;
    if (begun > maxRow) {
      tooLong = true;
      begun = 0;
    } else if (tooLong) {
      begun = 0;
    }
    byte[] into = buffer;
    if (begun < READ && buffer.length > READ * 16) {
      into = new byte[READ * 2];
    } else if (begun > buffer.length / 2) {
      into = new byte[(int) Math.min((long) buffer.length * 2, maxRow + (long) READ)];
    }
    System.arraycopy(buffer, start, into, 0, begun);
    buffer = into;
    start = 0;
    filled = begun;
  }

  private void flush() throws IOException {
    if (answers.size() == 0) {
      return;
    }
    out.write(answers.bytes(), 0, answers.size());
    out.flush();
    if (answers.size() > READ * 16) {
      answers = new JsonBuffer();
    } else {
      answers.reset();
    }
  }
}
