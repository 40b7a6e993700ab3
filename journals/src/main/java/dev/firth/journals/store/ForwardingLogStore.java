package dev.firth.journals.store;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that stands before another one and changes only what it overrides. */
public interface ForwardingLogStore extends LogStore {
  /** The store that answers. */
  LogStore store();

  @Override
  default PutAnswer putIfAbsent(String key, List<ByteBuffer> body) throws InterruptedException {
    return store().putIfAbsent(key, body);
  }

  @Override
  default PutAnswer put(String key, byte[] body) throws InterruptedException {
    return store().put(key, body);
  }

  @Override
  default GetAnswer get(String key) throws InterruptedException {
    return store().get(key);
  }

  @Override
  default GetAnswer get(String key, long offset, long length) throws InterruptedException {
    return store().get(key, offset, length);
  }

  @Override
  default HeadAnswer head(String key) throws InterruptedException {
    return store().head(key);
  }

  @Override
  default ListAnswer list(String prefix, @Nullable String startAfter, int max)
      throws InterruptedException {
    return store().list(prefix, startAfter, max);
  }

  @Override
  default DeleteAnswer delete(String key) throws InterruptedException {
    return store().delete(key);
  }
}
