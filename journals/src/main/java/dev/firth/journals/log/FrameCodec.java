package dev.firth.journals.log;

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

  /** Bytes of a frame's content: whoever reads it makes room for them before looking at it. */
  static final int MOST_RAW = 1 << 29;

  private static final int LEVEL = 1;
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
    return Math.toIntExact(com.github.luben.zstd.Zstd.compressBound(length));
  }

  /**
   * The bytes of a frame, uncompressed, in an array of its own.
   *
   * @throws CorruptRecord if the frame is damaged
   */
  public static byte[] decompress(ByteBuffer stored, RecordHeader.Frame frame) {
    byte[] raw = new byte[frame.raw()];
    decompress(stored, frame, raw);
    return raw;
  }

  /**
   * Uncompresses a frame into the front of {@code raw}, which has room for {@code frame.raw()}
   * bytes.
   *
   * @throws CorruptRecord if the frame is damaged
   */
  static void decompress(ByteBuffer stored, RecordHeader.Frame frame, byte[] raw) {
    if (!frame.zstd()) {
      if (stored.remaining() != frame.raw()) {
        throw new CorruptRecord(
            "a frame of %d bytes should have %d".formatted(stored.remaining(), frame.raw()));
      }
      stored.duplicate().get(raw, 0, frame.raw());
      return;
    }
    ZstdDecompressCtx context = DECOMPRESSORS.poll();
    if (context == null) {
      context = new ZstdDecompressCtx();
    }
    try {
      int size =
          context.decompressByteArray(
              raw,
              0,
              frame.raw(),
              stored.array(),
              stored.arrayOffset() + stored.position(),
              stored.remaining());
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
