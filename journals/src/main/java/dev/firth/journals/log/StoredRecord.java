package dev.firth.journals.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it lies in the log: its header and the frames of its body, compressed. Frames that
 * lie in payload parts are absent until {@link #withPart}.
 */
public final class StoredRecord {
  private final long sequence;
  private final RecordHeader header;
  private final @Nullable ByteBuffer[] frames;

  StoredRecord(long sequence, RecordHeader header, @Nullable ByteBuffer[] frames) {
    this.sequence = sequence;
    this.header = header;
    this.frames = frames;
  }

  /**
   * Reads an object of the log.
   *
   * @throws CorruptRecord if it is none
   */
  public static StoredRecord parse(long sequence, byte[] object) {
    return parse(sequence, object, 0, object.length);
  }

  /** Reads an object of the log that lies inside another array. */
  public static StoredRecord parse(long sequence, byte[] bytes, int offset, int length) {
    int end = offset;
    while (end < offset + length && bytes[end] != '\n') {
      end++;
    }
    if (end == offset + length) {
      throw new CorruptRecord("record " + sequence + " has no header line");
    }
    RecordHeader header = HeaderCodec.decode(bytes, offset, end - offset);
    int body = end + 1;
    @Nullable ByteBuffer[] frames = new ByteBuffer[header.frames().size()];
    for (int i = 0; i < frames.length; i++) {
      RecordHeader.Frame frame = header.frames().get(i);
      if (frame.raw() < 0 || frame.raw() > FrameCodec.MOST_RAW) {
        throw new CorruptRecord("record " + sequence + " has a frame of " + frame.raw() + " bytes");
      }
      if (frame.part() < 0) {
        if (!inside(frame, offset + length - body)) {
          throw new CorruptRecord("record " + sequence + " is cut off");
        }
        frames[i] = ByteBuffer.wrap(bytes, body + frame.offset(), frame.stored());
      }
    }
    return new StoredRecord(sequence, header, frames);
  }

  private static boolean inside(RecordHeader.Frame frame, int length) {
    return frame.offset() >= 0
        && frame.stored() >= 0
        && (long) frame.offset() + frame.stored() <= length;
  }

  public long sequence() {
    return sequence;
  }

  public RecordHeader header() {
    return header;
  }

  /** The epoch of the owner that wrote it. */
  public long epoch() {
    return header.kind() == RecordHeader.Kind.FENCE ? sequence : header.epoch();
  }

  /** A frame as stored, from position to limit; null while its part is not loaded. */
  public @Nullable ByteBuffer frame(int index) {
    ByteBuffer frame = frames[index];
    return frame == null ? null : frame.duplicate();
  }

  /** Whether those of these frames that lie in the record itself are in memory. */
  public boolean holds(List<Integer> wanted) {
    return wanted.stream().allMatch(i -> frames[i] != null || header.frames().get(i).part() >= 0);
  }

  /** Parts that hold any of these frames and are not loaded yet. */
  public List<Integer> missingParts(List<Integer> wanted) {
    return wanted.stream()
        .filter(i -> frames[i] == null)
        .map(i -> header.frames().get(i).part())
        .distinct()
        .toList();
  }

  /**
   * This record with one payload part loaded.
   *
   * @throws CorruptRecord if a frame is not inside the part
   */
  public StoredRecord withPart(int part, byte[] bytes) {
    @Nullable ByteBuffer[] filled = Arrays.copyOf(frames, frames.length);
    for (int i = 0; i < filled.length; i++) {
      RecordHeader.Frame frame = header.frames().get(i);
      if (frame.part() == part) {
        if (!inside(frame, bytes.length)) {
          throw new CorruptRecord("part " + part + " of record " + sequence + " is cut off");
        }
        filled[i] = ByteBuffer.wrap(bytes, frame.offset(), frame.stored());
      }
    }
    return new StoredRecord(sequence, header, filled);
  }

  /** This record with nothing of its body in memory. */
  StoredRecord headerOnly() {
    return new StoredRecord(sequence, header, new ByteBuffer[frames.length]);
  }

  /** Bytes of body that this record holds in memory. */
  long held() {
    long sum = 0;
    for (ByteBuffer frame : frames) {
      sum += frame == null ? 0 : frame.remaining();
    }
    return sum;
  }

  /** The object that this record is in the log; null if frames of it are not in memory. */
  byte @Nullable [] object() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HeaderCodec.encode(header));
    for (int i = 0; i < frames.length; i++) {
      if (header.frames().get(i).part() < 0) {
        ByteBuffer frame = frames[i];
        if (frame == null) {
          return null;
        }
        out.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
      }
    }
    return out.toByteArray();
  }
}
