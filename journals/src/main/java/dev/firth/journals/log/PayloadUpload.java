package dev.firth.journals.log;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;
import dev.firth.journals.store.PutAnswer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The payload parts of one transaction: put beside each other while the transaction still fills.
 */
final class PayloadUpload {
  private static final int IN_FLIGHT = 4;

  private final LogContext context;
  private final LogName log;
  private final LogPaths paths;
  private final String folder;
  private final Duration patience;
  private final Channel<Boolean> slots;
  private final List<Host.Fork> forks = new ArrayList<>();
  private final AtomicInteger stored = new AtomicInteger();
  private int started;

  /**
   * @param folder {@code <epoch>-<nonce>}, nobody else's
   * @param patience how long an unknown outcome is tried again
   */
  PayloadUpload(LogContext context, LogName log, String folder, Duration patience) {
    this.context = context;
    this.log = log;
    this.paths = new LogPaths(log);
    this.folder = folder;
    this.patience = patience;
    this.slots = context.host().channel(IN_FLIGHT);
  }

  /** Starts putting a part; waits while too many are in flight. */
  RecordHeader.Part start(List<ByteBuffer> body) throws InterruptedException {
    String name = folder + '/' + "%06x".formatted(started);
    long bytes = body.stream().mapToLong(ByteBuffer::remaining).sum();
    slots.send(true);
    started++;
    // A fork holds its part's bytes: those of parts that are stored are not needed any more.
    forks.removeIf(fork -> fork.done() && fork.failure().isEmpty());
    forks.add(
        context
            .host()
            .fork(
                "put " + name,
                () -> {
                  try {
                    put(name, body);
                    stored.incrementAndGet();
                  } finally {
                    slots.poll();
                  }
                }));
    return new RecordHeader.Part(name, bytes, Checksum.of(body));
  }

  private void put(String name, List<ByteBuffer> body) throws InterruptedException {
    Moment first = Moment.of(context.host());
    Backoff backoff = Backoff.ofRequests(context.host());
    while (true) {
      String why;
      switch (context.store().putIfAbsent(paths.payload(name), body)) {
        case PutAnswer.Created created -> {
          return;
        }
        // The name holds our nonce: what lies there is an attempt of ours before.
        case PutAnswer.Exists exists -> {
          return;
        }
        case PutAnswer.Unknown unknown -> why = unknown.why();
        case PutAnswer.Refused refused -> why = refused.code() + " " + refused.why();
      }
      if (Moment.of(context.host()).since(first).compareTo(patience) >= 0) {
        throw new Exit.StoreRefused(log, "write the payload part " + name, why);
      }
      backoff.sleep();
    }
  }

  /** Waits until all parts are in the store. */
  void await() throws InterruptedException {
    for (Host.Fork fork : forks) {
      fork.join();
      Throwable failure = fork.failure().orElse(null);
      switch (failure) {
        case null -> {}
        case Exit exit -> throw exit;
        case Error error -> throw error;
        default -> throw new Exit.StoreRefused(log, "write a payload part", failure.toString());
      }
    }
    if (stored.get() < started) {
      throw new Exit.StoreRefused(log, "write a payload part", "it was interrupted");
    }
  }

  void cancel() {
    forks.forEach(Host.Fork::cancel);
  }
}
