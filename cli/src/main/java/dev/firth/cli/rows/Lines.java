package dev.firth.cli.rows;

import java.io.IOException;
import java.io.InputStream;

/** Cuts a stream into lines and holds no more of it than one of them. */
final class Lines {
  private static final int READ = 1 << 16;
  private static final int LARGE = 16 * READ;

  private final InputStream in;
  private final int longest;
  private final Taker taker;
  private byte[] buffer = new byte[READ];
  private int start;
  private int filled;
  private boolean tooLong;

  /** Who takes the lines. */
  interface Taker {
    /** A line, without its newline; the bytes change afterwards. */
    void line(byte[] bytes, int offset, int length) throws IOException;

    /** A line that was too long, and is gone. */
    void tooLong() throws IOException;

    /** All whole lines that have come were taken; more is waited for, or this was the end. */
    void waiting() throws IOException;
  }

  private Lines(InputStream in, int longest, Taker taker) {
    this.in = in;
    this.longest = longest;
    this.taker = taker;
  }

  /**
   * Hands over all lines, to the end of the input. The last one needs no newline.
   *
   * @param longest bytes of a line that is not too long
   */
  static void read(InputStream in, int longest, Taker taker) throws IOException {
    new Lines(in, longest, taker).all();
  }

  private void all() throws IOException {
    int searched = 0;
    for (; ; ) {
      int newline = indexOf(buffer, searched, filled);
      if (newline >= 0) {
        line(newline);
        start = newline + 1;
        searched = start;
      } else {
        taker.waiting();
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
      line(filled);
    }
    taker.waiting();
  }

  private static int indexOf(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void line(int end) throws IOException {
    if (tooLong || end - start > longest) {
      tooLong = false;
      taker.tooLong();
    } else {
      taker.line(buffer, start, end - start);
    }
  }

  /** Moves the line that has begun to the front, and drops it where it is too long already. */
  private void makeRoom() {
    int begun = filled - start;
    tooLong |= begun > longest;
    if (tooLong) {
      begun = 0;
    }
    byte[] into = buffer;
    if (begun < READ && buffer.length > LARGE) {
      into = new byte[2 * READ];
    } else if (begun > buffer.length / 2) {
      into = new byte[(int) Math.min(2L * buffer.length, longest + (long) READ)];
    }
    System.arraycopy(buffer, start, into, 0, begun);
    buffer = into;
    start = 0;
    filled = begun;
  }
}
