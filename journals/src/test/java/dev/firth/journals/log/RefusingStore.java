package dev.firth.journals.log;

import dev.firth.journals.store.ForwardingLogStore;
import dev.firth.journals.store.LogStore;
import dev.firth.journals.store.PutAnswer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;

/** A store that refuses to create some objects. */
record RefusingStore(LogStore store, Predicate<String> refused) implements ForwardingLogStore {
  @Override
  public PutAnswer putIfAbsent(String key, List<ByteBuffer> body) throws InterruptedException {
    return refused.test(key)
        ? new PutAnswer.Refused(403, "AccessDenied", "no")
        : store.putIfAbsent(key, body);
  }
}
