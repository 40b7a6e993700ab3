package dev.firth.journals.log;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Frames of a record's body: zstd, level 1. Contexts of the native library are kept and shared. */
public final class FrameCodec {
  /** Below this many bytes a frame stays plain: people can read it, and little would be won. */
  static final int PLAIN_BELOW = 4096;

  /** Bytes of a frame's content. */
  static final int MOST_RAW = 1 << 29;

  private static final int LEVEL = 1;
  private static final byte[] NONE = {};
  private static final ConcurrentLinkedQueue<ZstdCompressCtx> COMPRESSORS =
      new ConcurrentLinkedQueue<>();
  private static final ConcurrentLinkedQueue<ZstdDecompressCtx> DECOMPRESSORS =
      new ConcurrentLinkedQueue<>();

  private FrameCodec() {}

  /**
   * Compresses into {@code scratch}, which must have room for {@link #bound}.
   *
   * @return the frame, in an array of its own
   */
  static byte[] compress(byte[] raw, int offset, int length, byte[] scratch) {
    ZstdCompressCtx context = COMPRESSORS.poll();
    if (context == null) {
      context = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true);
    }
    int stored = context.compressByteArray(scratch, 0, scratch.length, raw, offset, length);
    COMPRESSORS.offer(context);
    return Arrays.copyOf(scratch, stored);
  }

  /** How much room compressing needs at most. */
  static int bound(int length) {
    return Math.toIntExact(Zstd.compressBound(length));
  }

  /**
   * The bytes of a frame, uncompressed, in an array of its own.
   *
   * @throws CorruptRecord if the frame is damaged
   */
  public static byte[] decompress(ByteBuffer stored, RecordHeader.Frame frame) {
    return decompress(stored, frame, NONE);
  }

  /**
   * Uncompresses a frame into the front of {@code room}, or of a new array where that is too small.
   * No more room is made than the stored bytes themselves ask for, whatever the header claims.
   *
   * @return the array that holds it
   * @throws CorruptRecord if the frame is damaged
   */
  static byte[] decompress(ByteBuffer stored, RecordHeader.Frame frame, byte[] room) {
    int at = stored.arrayOffset() + stored.position();
    long holds =
        frame.zstd()
            ? Zstd.getFrameContentSize(stored.array(), at, stored.remaining())
            : stored.remaining();
    if (holds != frame.raw()) {
      throw new CorruptRecord("a frame holds %d bytes instead of %d".formatted(holds, frame.raw()));
    }
    byte[] raw = room.length < frame.raw() ? new byte[frame.raw()] : room;
    if (frame.zstd()) {
      unpack(stored, at, frame, raw);
    } else {
      stored.duplicate().get(raw, 0, frame.raw());
    }
    return raw;
  }

  private static void unpack(ByteBuffer stored, int at, RecordHeader.Frame frame, byte[] raw) {
    ZstdDecompressCtx context = DECOMPRESSORS.poll();
    if (context == null) {
      context = new ZstdDecompressCtx();
    }
    try {
      int size =
          context.decompressByteArray(raw, 0, frame.raw(), stored.array(), at, stored.remaining());
      if (size != frame.raw()) {
        throw new CorruptRecord(
            "a frame holds %d bytes instead of %d".formatted(size, frame.raw()));
      }
    } catch (ZstdException e) {
      throw new CorruptRecord("a frame cannot be decompressed: " + e.getMessage());
    } finally {
      DECOMPRESSORS.offer(context);
    }
  }
}
