package dev.firth.documents.combine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorted runs in one temporary file, which is gone when it is closed or the process ends. A run is
 * a sequence of keys: binding, length of the key, number of documents, the key; and for each
 * document length, flags, bytes. Numbers are four bytes.
 */
final class Spill implements AutoCloseable {
  private static final int MIN_BUFFER = 1 << 12;
  private static final int MAX_BUFFER = 1 << 18;

  private final Path folder;
  private final FileChannel file;
  private final ByteBuffer buffer;
  private final List<Long> ends = new ArrayList<>();
  private long written;

  /**
   * Opens a file in the folder, which is made where it is missing.
   *
   * @param budget bytes for buffers
   */
  Spill(Path folder, long budget) {
    this.folder = folder;
    buffer = ByteBuffer.allocate((int) Math.clamp(budget / 8, MIN_BUFFER, MAX_BUFFER));
    try {
      Files.createDirectories(folder);
      Path path = Files.createTempFile(folder, "combine-", ".runs");
      file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException failed) {
      throw disk("No temporary file could be made in " + folder, failed);
    }
  }

  private CombineException disk(String what, IOException failed) {
    if (failed instanceof ClosedByInterruptException) {
      return CombineException.ofDisk("The task was told to stop while it combined.", failed);
    }
    return CombineException.ofDisk(
        ("%s (%s). Documents beyond the memory limit go there: see that the folder exists, is"
                + " writable and has room, or raise the limit.")
            .formatted(what, failed.getMessage()),
        failed);
  }

  int runs() {
    return ends.size();
  }

  void key(int binding, byte[] key, int offset, int length, int documents) {
    number(binding);
    number(length);
    number(documents);
    bytes(key, offset, length);
  }

  void document(byte[] bytes, int offset, int length, int flags) {
    number(length);
    number(flags);
    bytes(bytes, offset, length);
  }

  private void number(int value) {
    if (buffer.remaining() < 4) {
      flush();
    }
    buffer.putInt(value);
  }

  private void bytes(byte[] source, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      int some = Math.min(buffer.remaining(), end - at);
      buffer.put(source, at, some);
      at += some;
      if (!buffer.hasRemaining()) {
        flush();
      }
    }
  }

  private void flush() {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        written += file.write(buffer, written);
      }
    } catch (IOException failed) {
      throw disk("Documents could not be written to a temporary file in " + folder, failed);
    }
    buffer.clear();
  }

  /** Bytes of all runs. */
  long written() {
    return written;
  }

  void endRun() {
    flush();
    ends.add(written);
  }

  /** Readers of all runs, in the order in which they were written. */
  List<Source> sources(long budget) {
    int size = (int) Math.clamp(budget / Math.max(1, runs()), MIN_BUFFER, MAX_BUFFER);
    var sources = new ArrayList<Source>();
    long from = 0;
    for (long end : ends) {
      sources.add(new RunSource(this, from, end, size));
      from = end;
    }
    return sources;
  }

  /** Fills the buffer from {@code position}, at most to its limit. */
  int read(ByteBuffer into, long position) {
    try {
      int read = file.read(into, position);
      if (read < 0) {
        throw new IOException("the file ends too early");
      }
      return read;
    } catch (IOException failed) {
      throw disk("Documents could not be read back from a temporary file in " + folder, failed);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
