package dev.firth.journals.store;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** Buffers read as one stream; the buffers' own positions stay. */
final class BufferStream extends InputStream {
  private final List<ByteBuffer> parts;
  private int at;

  BufferStream(List<ByteBuffer> parts) {
    this.parts = parts.stream().map(ByteBuffer::duplicate).toList();
  }

  private boolean ended() {
    while (at < parts.size() && !parts.get(at).hasRemaining()) {
      at++;
    }
    return at == parts.size();
  }

  @Override
  public int read() {
    return ended() ? -1 : parts.get(at).get() & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (ended()) {
      return -1;
    }
    int n = Math.min(length, parts.get(at).remaining());
    parts.get(at).get(to, offset, n);
    return n;
  }
}
