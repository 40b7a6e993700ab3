package dev.firth.journals.fragment;

import com.github.luben.zstd.ZstdInputStream;
import dev.firth.documents.json.Tape;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The lines of a fragment, one after the other, in a buffer that is reused. Not thread-safe. */
public final class FragmentLines implements AutoCloseable {
  private static final int WINDOW = 64 << 10;

  /** Bytes of a line: no longer one is a document. */
  static final int MOST_LINE = Tape.MAX_LENGTH;

  /** Of the window of a zstd frame, which lies outside of the heap: 8 MiB; ours are smaller. */
  private static final int WINDOW_BITS = 23;

  private final InputStream in;
  private byte[] buffer = new byte[WINDOW];
  private int from;
  private int lineEnd;
  private int end;
  private boolean over;

  /** Reads a file as it lies in the store. */
  public FragmentLines(InputStream stored, FragmentCodec codec) throws IOException {
    this.in =
        switch (codec) {
          case GZIP -> new GZIPInputStream(stored, WINDOW);
          case ZSTD -> new ZstdInputStream(stored).setLongMax(WINDOW_BITS);
          case NONE -> stored;
        };
  }

  /**
   * Moves to the next line; false at the end.
   *
   * @throws IOException if the store fails, the file is damaged, or a line is longer than a
   *     document can be
   */
  public boolean next() throws IOException {
    from = lineEnd;
    int scan = from;
    while (true) {
      for (; scan < end; scan++) {
        if (buffer[scan] == '\n') {
          lineEnd = scan + 1;
          return true;
        }
      }
      if (over) {
        lineEnd = end;
        return from < end;
      }
      int kept = scan - from;
      fill();
      scan = from + kept;
    }
  }

  private void fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, end - from);
      end -= from;
      from = 0;
    }
    if (end == buffer.length) {
      if (end > MOST_LINE) {
        throw new IOException("a line of a fragment is longer than " + MOST_LINE + " bytes");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, end, buffer.length - end);
    if (read < 0) {
      over = true;
    } else {
      end += read;
    }
  }

  /** Where the line lies; valid until {@link #next}. */
  public byte[] bytes() {
    return buffer;
  }

  public int offset() {
    return from;
  }

  /** With its newline. */
  public int length() {
    return lineEnd - from;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
