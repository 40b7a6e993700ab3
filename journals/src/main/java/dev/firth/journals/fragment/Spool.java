package dev.firth.journals.fragment;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way into a file of the lake: in memory while they are few, else in a local file
 * that vanishes with this object. Not thread-safe.
 */
final class Spool extends OutputStream {
  private static final int BLOCK = 1 << 20;
  private static final int FIRST = 4096;

  /** Full blocks in memory; with one more they go to the file. */
  static final int BLOCKS = 16;

  private static final long MAPPED = 1L << 30;

  private final Path folder;
  private final List<byte[]> full = new ArrayList<>();
  private byte[] last = new byte[FIRST];
  private int length;
  private @Nullable FileChannel file;
  private @Nullable Arena arena;

  /**
   * @param folder where the file lies if there is one
   */
  Spool(Path folder) {
    this.folder = folder;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
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

  private void grow() throws IOException {
    if (last.length < BLOCK) {
      last = Arrays.copyOf(last, Math.min(BLOCK, last.length * 4));
      return;
    }
    full.add(last);
    length = 0;
    if (full.size() < BLOCKS) {
      last = new byte[BLOCK];
      return;
    }
    FileChannel out = open();
    for (byte[] block : full) {
      drain(out, ByteBuffer.wrap(block));
    }
    last = full.getLast();
    full.clear();
  }

  private FileChannel open() throws IOException {
    FileChannel opened = file;
    if (opened == null) {
      Files.createDirectories(folder);
      opened =
          FileChannel.open(
              Files.createTempFile(folder, "fragment-", ".spool"),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      file = opened;
    }
    return opened;
  }

  private static void drain(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int unused = out.write(bytes);
    }
  }

  /** Bytes that are in memory, whatever was written. */
  long held() {
    return (long) full.size() * BLOCK + last.length;
  }

  /** All that was written, in order; valid until {@link #end}. */
  List<ByteBuffer> buffers() throws IOException {
    List<ByteBuffer> all = new ArrayList<>();
    FileChannel spooled = file;
    if (spooled == null) {
      full.forEach(block -> all.add(ByteBuffer.wrap(block)));
      all.add(ByteBuffer.wrap(last, 0, length));
      return all;
    }
    for (byte[] block : full) {
      drain(spooled, ByteBuffer.wrap(block));
    }
    full.clear();
    drain(spooled, ByteBuffer.wrap(last, 0, length));
    length = 0;
    Arena mapping = Arena.ofShared();
    arena = mapping;
    long size = spooled.size();
    for (long at = 0; at < size; at += MAPPED) {
      all.add(
          spooled
              .map(FileChannel.MapMode.READ_ONLY, at, Math.min(MAPPED, size - at), mapping)
              .asByteBuffer());
    }
    return all;
  }

  /** Gives memory and file back. */
  void end() throws IOException {
    full.clear();
    if (arena != null) {
      arena.close();
      arena = null;
    }
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
