package dev.firth.documents.combine;

import java.nio.ByteBuffer;

/** Reads one sorted run. */
final class RunSource implements Source {
  private final Spill spill;
  private final long end;
  private long position;

  /** Bytes read and not yet taken are those from {@code at} to {@code filled}. */
  private byte[] buffer;

  private ByteBuffer view;
  private int at;
  private int filled;

  private int binding;
  private byte[] key = new byte[64];
  private int keyLength;
  private int remaining;
  private int offset;
  private int length;
  private int flags;

  RunSource(Spill spill, long from, long end, int bufferSize) {
    this.spill = spill;
    this.end = end;
    position = from;
    buffer = new byte[bufferSize];
    view = ByteBuffer.wrap(buffer);
  }

  @Override
  public boolean nextKey() {
    if (at == filled && position == end) {
      return false;
    }
    binding = number();
    keyLength = number();
    remaining = number();
    if (keyLength > key.length) {
      key = new byte[Math.max(keyLength, 2 * key.length)];
    }
    need(keyLength);
    System.arraycopy(buffer, at, key, 0, keyLength);
    at += keyLength;
    return true;
  }

  private int number() {
    need(4);
    int value = view.getInt(at);
    at += 4;
    return value;
  }

  /** Makes the next {@code size} bytes lie in the buffer. */
  private void need(int size) {
    if (filled - at >= size) {
      return;
    }
    byte[] target = size > buffer.length ? new byte[size] : buffer;
    System.arraycopy(buffer, at, target, 0, filled - at);
    filled -= at;
    at = 0;
    if (target != buffer) {
      buffer = target;
      view = ByteBuffer.wrap(buffer);
    }
    while (filled < size) {
      view.limit((int) Math.min(buffer.length, filled + end - position)).position(filled);
      int read = spill.read(view, position);
      filled += read;
      position += read;
    }
    view.clear();
  }

  @Override
  public int binding() {
    return binding;
  }

  @Override
  public byte[] key() {
    return key;
  }

  @Override
  public int keyOffset() {
    return 0;
  }

  @Override
  public int keyLength() {
    return keyLength;
  }

  @Override
  public int remaining() {
    return remaining;
  }

  @Override
  public boolean startsLoaded() {
    need(8);
    return (view.getInt(at + 4) & Records.LOADED) != 0;
  }

  @Override
  public void nextDocument() {
    length = number();
    flags = number();
    need(length);
    offset = at;
    at += length;
    remaining--;
  }

  @Override
  public byte[] bytes() {
    return buffer;
  }

  @Override
  public int offset() {
    return offset;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public int flags() {
    return flags;
  }
}
