package dev.firth.journals.read;

import dev.firth.journals.store.ForwardingLogStore;
import dev.firth.journals.store.GetAnswer;
import dev.firth.journals.store.LogStore;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts whole gets of keys that contain something. */
record Counting(LogStore store, String of, AtomicInteger gets) implements ForwardingLogStore {
  @Override
  public GetAnswer get(String key) throws InterruptedException {
    if (key.contains(of)) {
      gets.incrementAndGet();
    }
    return store.get(key);
  }
}
