package dev.firth.journals.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A store that never fails and lasts as long as this object: for tests and for trying things. */
public final class MemoryLogStore implements LogStore {
  private record Stored(byte[] bytes, Instant lastModified) {}

  private final ConcurrentNavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
  private final InstantSource clock;

  public MemoryLogStore(InstantSource clock) {
    this.clock = clock;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public PutAnswer putIfAbsent(String key, List<ByteBuffer> body) {
    Instant now = now();
    return objects.putIfAbsent(key, new Stored(join(body), now)) == null
        ? new PutAnswer.Created(now)
        : new PutAnswer.Exists(now);
  }

  @Override
  public PutAnswer put(String key, byte[] body) {
    Instant now = now();
    objects.put(key, new Stored(body.clone(), now));
    return new PutAnswer.Created(now);
  }

  @Override
  public GetAnswer get(String key) {
    Stored stored = objects.get(key);
    return stored == null
        ? new GetAnswer.Missing(now())
        : new GetAnswer.Found(
            stored.bytes.clone(), stored.bytes.length, stored.lastModified, now());
  }

  @Override
  public GetAnswer get(String key, long offset, long length) {
    Stored stored = objects.get(key);
    if (stored == null) {
      return new GetAnswer.Missing(now());
    }
    long size = stored.bytes.length;
    if (offset < 0 || offset >= size || length < 1) {
      return new GetAnswer.Failed(
          416,
          "InvalidRange",
          key + " holds " + size + " bytes; byte " + offset + " was asked for");
    }
    int end = (int) Math.min(size, offset + Math.min(length, size));
    byte[] part = Arrays.copyOfRange(stored.bytes, (int) offset, end);
    return new GetAnswer.Found(part, size, stored.lastModified, now());
  }

  @Override
  public HeadAnswer head(String key) {
    Stored stored = objects.get(key);
    return stored == null
        ? new HeadAnswer.Missing(now())
        : new HeadAnswer.Found(stored.bytes.length, stored.lastModified, now());
  }

  @Override
  public ListAnswer list(String prefix, @Nullable String startAfter, int max) {
    boolean after = startAfter != null && startAfter.compareTo(prefix) >= 0;
    List<ListAnswer.Entry> entries = new ArrayList<>();
    boolean more = false;
    for (var e : objects.tailMap(after ? startAfter : prefix, !after).entrySet()) {
      if (!e.getKey().startsWith(prefix)) {
        break;
      }
      if (entries.size() == max) {
        more = true;
        break;
      }
      entries.add(
          new ListAnswer.Entry(e.getKey(), e.getValue().bytes.length, e.getValue().lastModified));
    }
    return new ListAnswer.Listed(List.copyOf(entries), more, now());
  }

  @Override
  public DeleteAnswer delete(String key) {
    objects.remove(key);
    return new DeleteAnswer.Deleted(now());
  }

  static byte[] join(List<ByteBuffer> body) {
    int size = body.stream().mapToInt(ByteBuffer::remaining).sum();
    ByteBuffer joined = ByteBuffer.allocate(size);
    body.forEach(part -> joined.put(part.duplicate()));
    return joined.array();
  }
}
