package dev.firth.journals.fragment;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * A fragment being written, compressed: in memory, a big one in a local file, so that memory is
 * bounded. Not thread-safe.
 */
public final class FragmentOutput implements AutoCloseable {
  private final Spool spool;
  private final OutputStream out;

  /**
   * @param folder of the local file, where one is needed
   */
  public FragmentOutput(FragmentCodec codec, Path folder) {
    spool = new Spool(folder);
    try {
      out =
          switch (codec) {
            case GZIP -> new GzipOutput(spool);
            case ZSTD -> new ZstdOutputStream(spool, 1);
            case NONE -> spool;
          };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Appends whole lines of NDJSON.
   *
   * @throws UncheckedIOException if the local file cannot be written
   */
  public void write(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the fragment and returns its bytes, which are valid until {@link #close}. */
  public List<ByteBuffer> finish() {
    try {
      out.close();
      return spool.buffers();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives memory and file back. */
  @Override
  public void close() {
    try {
      spool.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
