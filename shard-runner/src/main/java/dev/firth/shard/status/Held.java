package dev.firth.shard.status;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one open transaction holds of each binding, and since when the oldest of it waits. */
public final class Held {
  private final long[] bytes;
  private final @Nullable Instant[] since;

  public Held(int bindings) {
    bytes = new long[bindings];
    since = new Instant[bindings];
  }

  /** Documents of a binding came in, which wait since then. */
  public void add(int binding, Instant waiting, long length) {
    Instant oldest = since[binding];
    if (oldest == null || waiting.isBefore(oldest)) {
      since[binding] = waiting;
    }
    bytes[binding] += length;
  }

  /** Bytes of documents of a binding. */
  long bytes(int binding) {
    return bytes[binding];
  }

  /** Since when the oldest document of a binding waits; null if there is none. */
  @Nullable Instant since(int binding) {
    return since[binding];
  }

  public void clear() {
    Arrays.fill(bytes, 0);
    Arrays.fill(since, null);
  }
}
