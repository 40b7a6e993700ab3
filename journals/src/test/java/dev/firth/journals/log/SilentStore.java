package dev.firth.journals.log;

import dev.firth.journals.store.DeleteAnswer;
import dev.firth.journals.store.GetAnswer;
import dev.firth.journals.store.HeadAnswer;
import dev.firth.journals.store.ListAnswer;
import dev.firth.journals.store.LogStore;
import dev.firth.journals.store.PutAnswer;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that from some moment on answers no creation of a record. */
final class SilentStore implements LogStore {
  private final LogStore store;
  private volatile boolean silent;

  SilentStore(LogStore store) {
    this.store = store;
  }

  void fallSilent() {
    silent = true;
  }

  @Override
  public PutAnswer putIfAbsent(String key, List<ByteBuffer> body) throws InterruptedException {
    return silent && key.contains("/log/")
        ? new PutAnswer.Unknown(0, "no answer")
        : store.putIfAbsent(key, body);
  }

  @Override
  public PutAnswer put(String key, byte[] body) throws InterruptedException {
    return store.put(key, body);
  }

  @Override
  public GetAnswer get(String key) throws InterruptedException {
    return store.get(key);
  }

  @Override
  public GetAnswer get(String key, long offset, long length) throws InterruptedException {
    return store.get(key, offset, length);
  }

  @Override
  public HeadAnswer head(String key) throws InterruptedException {
    return store.head(key);
  }

  @Override
  public ListAnswer list(String prefix, @Nullable String startAfter, int max)
      throws InterruptedException {
    return store.list(prefix, startAfter, max);
  }

  @Override
  public DeleteAnswer delete(String key) throws InterruptedException {
    return store.delete(key);
  }
}
