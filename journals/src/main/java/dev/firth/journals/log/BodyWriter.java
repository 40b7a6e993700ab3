package dev.firth.journals.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The body of one transaction after the other: documents are copied once, into a buffer per
 * journal; full buffers become compressed frames; frames beyond 8 MiB go out as payload parts.
 * Buffers are kept from transaction to transaction. Not thread-safe.
 */
final class BodyWriter {
  /** A buffer that holds this much becomes a frame at once. */
  static final int CHUNK = 1 << 20;

  /** Slices of this size and more get frames of their own. */
  static final int OWN_FRAME = 32 << 10;

  /** How much smaller slices share a frame. */
  static final int SHARED_FRAME = 128 << 10;

  /** When all buffers together hold this much, all become frames. */
  static final int BUFFERED = 16 << 20;

  /**
   * Frames of this many bytes make a payload part; simulations, whose documents are small, set
   * less.
   */
  static final int PART = Integer.getInteger("firth.simulation.part", 8 << 20);

  private static final int KEPT = 64 << 10;

  private final List<Buffer> buffers = new ArrayList<>();
  private final List<Buffer> used = new ArrayList<>();
  private byte[] scratch = new byte[0];
  private byte[] shared = new byte[0];
  private int buffered;

  /** Documents of one handle that are in no frame yet. */
  static final class Buffer {
    final Journal journal;
    byte[] bytes = new byte[4096];
    int length;
    int documents;
    boolean used;

    Buffer(Journal journal) {
      this.journal = journal;
    }
  }

  /** Where frames and slices go. */
  interface Sink {
    /** A frame is complete: its bytes as stored. Returns its index. */
    int frame(byte[] stored, int raw, boolean zstd) throws InterruptedException;

    /** A slice of it, in the order of the frame. The lane's next bytes. */
    void slice(Journal journal, int bytes, int documents, int frame, int offset);
  }

  void add(Journal journal) {
    buffers.add(new Buffer(journal));
  }

  /** Copies one document and ends its line. */
  void document(Journal journal, byte[] source, int offset, int length, Sink sink)
      throws InterruptedException {
    Buffer b = buffers.get(journal.slot());
    if (!b.used) {
      b.used = true;
      used.add(b);
    }
    int end = b.length + length + 1;
    if (end > b.bytes.length) {
      b.bytes = Arrays.copyOf(b.bytes, Math.max(end, b.bytes.length * 2));
    }
    System.arraycopy(source, offset, b.bytes, b.length, length);
    b.bytes[end - 1] = '\n';
    b.length = end;
    b.documents++;
    buffered += length + 1;
    if (b.length >= CHUNK) {
      own(b, sink);
    } else if (buffered >= BUFFERED) {
      flush(sink);
    }
  }

  /** All buffers become frames. */
  void flush(Sink sink) throws InterruptedException {
    List<Buffer> small = new ArrayList<>();
    int size = 0;
    for (Buffer b : used) {
      if (b.length >= OWN_FRAME) {
        own(b, sink);
      } else if (b.length > 0) {
        small.add(b);
        size += b.length;
        if (size >= SHARED_FRAME) {
          share(small, size, sink);
          small.clear();
          size = 0;
        }
      }
    }
    share(small, size, sink);
  }

  private void own(Buffer b, Sink sink) throws InterruptedException {
    int frame = frame(b.bytes, b.length, sink);
    taken(b, frame, 0, sink);
  }

  private void share(List<Buffer> small, int size, Sink sink) throws InterruptedException {
    if (small.isEmpty()) {
      return;
    }
    if (shared.length < size) {
      shared = new byte[Math.max(size, SHARED_FRAME + OWN_FRAME)];
    }
    int at = 0;
    for (Buffer b : small) {
      System.arraycopy(b.bytes, 0, shared, at, b.length);
      at += b.length;
    }
    int frame = frame(shared, size, sink);
    int offset = 0;
    for (Buffer b : small) {
      int length = b.length;
      taken(b, frame, offset, sink);
      offset += length;
    }
  }

  private void taken(Buffer b, int frame, int offset, Sink sink) {
    sink.slice(b.journal, b.length, b.documents, frame, offset);
    buffered -= b.length;
    b.length = 0;
    b.documents = 0;
  }

  /** Compresses into a frame of the sink. */
  int frame(byte[] raw, int length, Sink sink) throws InterruptedException {
    if (length < FrameCodec.PLAIN_BELOW) {
      return sink.frame(Arrays.copyOf(raw, length), length, false);
    }
    int bound = FrameCodec.bound(length);
    if (scratch.length < bound) {
      scratch = new byte[bound];
    }
    return sink.frame(FrameCodec.compress(raw, 0, length, scratch), length, true);
  }

  /** Forgets what is buffered; big buffers are given back when there are many. */
  void reset() {
    for (Buffer b : used) {
      b.length = 0;
      b.documents = 0;
      b.used = false;
      if (used.size() > 16 && b.bytes.length > KEPT) {
        b.bytes = new byte[4096];
      }
    }
    used.clear();
    buffered = 0;
  }
}
