package dev.firth.journals.read;

import dev.firth.journals.host.Host;
import dev.firth.journals.log.Backoff;
import dev.firth.journals.store.GetAnswer;
import dev.firth.journals.store.LogStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** An object of known size as a stream, read in parts. */
final class StoreInput extends InputStream {
  private static final int ATTEMPTS = 6;

  private final Host host;
  private final LogStore store;
  private final String key;
  private final long size;
  private final int part;
  private byte[] bytes = new byte[0];
  private int at;
  private long next;

  StoreInput(Host host, LogStore store, String key, long size, int part) {
    this.host = host;
    this.store = store;
    this.key = key;
    this.size = size;
    this.part = part;
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, target, offset, count);
    at += count;
    return count;
  }

  @Override
  public int available() {
    // GZIPInputStream asks whether another member may follow.
    return at < bytes.length || next < size ? 1 : 0;
  }

  private boolean fill() throws IOException {
    if (at < bytes.length) {
      return true;
    }
    if (next >= size) {
      return false;
    }
    try {
      bytes = get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    at = 0;
    next += bytes.length;
    return bytes.length > 0;
  }

  private byte[] get() throws IOException, InterruptedException {
    Backoff backoff = Backoff.ofRequests(host);
    for (int attempt = 1; ; attempt++) {
      boolean whole = next == 0 && size <= part;
      switch (whole ? store.get(key) : store.get(key, next, Math.min(part, size - next))) {
        case GetAnswer.Found found -> {
          return found.bytes();
        }
        case GetAnswer.Missing missing -> throw new IOException(key + " is gone");
        case GetAnswer.Failed failed -> {
          if (attempt == ATTEMPTS) {
            throw new IOException(key + " cannot be read: " + failed.why());
          }
          backoff.sleep();
        }
      }
    }
  }
}
