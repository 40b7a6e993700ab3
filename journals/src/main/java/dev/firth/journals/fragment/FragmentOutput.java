package dev.firth.journals.fragment;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A fragment being written, in memory, compressed. Not thread-safe. */
public final class FragmentOutput {
  private static final int BLOCK = 1 << 20;

  private final Blocks blocks = new Blocks();
  private final OutputStream out;

  public FragmentOutput(FragmentCodec codec) {
    try {
      out =
          switch (codec) {
            case GZIP -> new GzipOutput(blocks);
            case ZSTD -> new ZstdOutputStream(blocks, 1);
            case NONE -> blocks;
          };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Appends whole lines of NDJSON. */
  public void write(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the file and returns its bytes. */
  public List<ByteBuffer> finish() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return blocks.buffers();
  }

  /** Blocks of 1 MiB instead of one array that is copied as it grows. */
  private static final class Blocks extends OutputStream {
    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[4096];
    private int length;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      int from = offset;
      int left = count;
      while (left > 0) {
        if (length == last.length) {
          grow();
        }
        int room = Math.min(left, last.length - length);
        System.arraycopy(bytes, from, last, length, room);
        length += room;
        from += room;
        left -= room;
      }
    }

    private void grow() {
      if (last.length < BLOCK) {
        last = Arrays.copyOf(last, Math.min(BLOCK, last.length * 4));
      } else {
        full.add(last);
        last = new byte[BLOCK];
        length = 0;
      }
    }

    List<ByteBuffer> buffers() {
      List<ByteBuffer> all = new ArrayList<>();
      full.forEach(block -> all.add(ByteBuffer.wrap(block)));
      all.add(ByteBuffer.wrap(last, 0, length));
      return all;
    }
  }
}
