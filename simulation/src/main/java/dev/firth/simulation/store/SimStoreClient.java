package dev.firth.simulation.store;

import dev.firth.journals.store.DeleteAnswer;
import dev.firth.journals.store.GetAnswer;
import dev.firth.journals.store.HeadAnswer;
import dev.firth.journals.store.ListAnswer;
import dev.firth.journals.store.LogStore;
import dev.firth.journals.store.PutAnswer;
import dev.firth.simulation.store.SimStore.Stored;
import dev.firth.simulation.world.SimProcess;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One process's connection to the store. A request is executed at a moment between its start and
 * its answer, by the world, so that it is executed even if the process dies meanwhile.
 */
final class SimStoreClient implements LogStore {
  private static final int[] READ_FAILURES = {403, 500, 503, 503};

  private final SimStore store;
  private final SimProcess process;

  SimStoreClient(SimStore store, SimProcess process) {
    this.store = store;
    this.process = process;
  }

  /** A write as the store executes it: whether it created or replaced the object. */
  private interface Write {
    boolean execute();
  }

  /** What becomes of a write whose answer is lost. */
  private enum Fate {
    NEVER_EXECUTED,
    EXECUTED,
    EXECUTED_LATE,
    EXECUTED_TWICE,
    CONFLICT,
    SERVER_ERROR
  }

  private int draw(int bound) {
    return store.world().random().nextInt(bound);
  }

  private boolean happens(int ofAThousand) {
    return !store.wellBehaved() && ofAThousand > 0 && draw(1000) < ofAThousand;
  }

  private Duration latency() {
    StoreFaults faults = store.faults();
    Duration usual = faults.fastest().plus(store.upTo(faults.slowest().minus(faults.fastest())));
    return draw(20) == 0 ? usual.multipliedBy(4) : usual;
  }

  private void pause(Duration duration) throws InterruptedException {
    process.awaitNanos(store.world().nanos() + duration.toNanos());
  }

  /** Executes within the latency and comes back with the answer. */
  private <T> T ask(Supplier<T> execution) throws InterruptedException {
    Duration latency = latency();
    Box<T> box = new Box<>();
    store.world().at(store.upTo(latency), () -> box.value = execution.get());
    pause(latency);
    return box.get();
  }

  private static final class Box<T> {
    private @Nullable T value;

    T get() {
      T got = value;
      if (got == null) {
        throw new IllegalStateException("answered before it was executed");
      }
      return got;
    }
  }

  private void begin(String what, String key) throws InterruptedException {
    store.countRequest();
    StoreFaults faults = store.faults();
    if (what.startsWith("put") && happens(faults.stall())) {
      process.freeze(store.upTo(faults.longestStall()), draw(2) == 0);
      // The request is on its way only after the process has run again.
      pause(Duration.ofNanos(1));
    }
    if (what.startsWith("put") || what.equals("delete")) {
      process.trace("%s %s", what, key);
    }
  }

  @Override
  public PutAnswer putIfAbsent(String key, List<ByteBuffer> body) throws InterruptedException {
    byte[] bytes = copy(body);
    return write("put-if-absent", key, () -> store.create(key, bytes));
  }

  @Override
  public PutAnswer put(String key, byte[] body) throws InterruptedException {
    byte[] bytes = body.clone();
    return write(
        "put",
        key,
        () -> {
          store.store(key, bytes);
          return true;
        });
  }

  private PutAnswer write(String what, String key, Write execution) throws InterruptedException {
    begin(what, key);
    if (happens(store.faults().refused())) {
      pause(latency());
      return traced(key, new PutAnswer.Refused(403, "AccessDenied", "HTTP 403 AccessDenied"));
    }
    if (happens(store.faults().unknown())) {
      store.countUnknown();
      return traced(key, lost(key, execution));
    }
    boolean created = ask(execution::execute);
    return traced(
        key, created ? new PutAnswer.Created(store.clock()) : new PutAnswer.Exists(store.clock()));
  }

  private PutAnswer lost(String key, Write execution) throws InterruptedException {
    Fate fate = Fate.values()[draw(Fate.values().length)];
    process.trace("  %s will be %s", key, fate);
    return switch (fate) {
      case NEVER_EXECUTED -> silence();
      case EXECUTED -> {
        store.world().at(store.upTo(latency()), execution::execute);
        yield silence();
      }
      case EXECUTED_LATE -> {
        store.world().at(store.upTo(store.faults().lateness()), execution::execute);
        yield silence();
      }
      case EXECUTED_TWICE -> {
        // The second execution answers; a third may come when nobody thinks of it any more.
        store.world().at(store.upTo(store.faults().lateness()), execution::execute);
        yield ask(
            () -> {
              execution.execute();
              return execution.execute()
                  ? new PutAnswer.Created(store.clock())
                  : new PutAnswer.Exists(store.clock());
            });
      }
      case CONFLICT -> {
        pause(latency());
        yield new PutAnswer.Unknown(409, "HTTP 409 ConditionalRequestConflict");
      }
      case SERVER_ERROR -> {
        if (draw(2) == 0) {
          store.world().at(store.upTo(latency()), execution::execute);
        }
        pause(latency());
        int status = draw(2) == 0 ? 500 : 503;
        yield new PutAnswer.Unknown(status, "HTTP " + status);
      }
    };
  }

  private PutAnswer silence() throws InterruptedException {
    pause(draw(2) == 0 ? latency() : store.faults().silence());
    return new PutAnswer.Unknown(0, "no answer");
  }

  private PutAnswer traced(String key, PutAnswer answer) {
    process.trace("  %s answered %s", key, answer.getClass().getSimpleName());
    return answer;
  }

  /** The status of a read that fails after all retries; 0 for one that does not. */
  private int failure() throws InterruptedException {
    if (!happens(store.faults().failed())) {
      return 0;
    }
    pause(draw(2) == 0 ? latency() : store.faults().silence());
    return READ_FAILURES[draw(READ_FAILURES.length)];
  }

  @Override
  public GetAnswer get(String key) throws InterruptedException {
    return read(key, stored -> found(stored.bytes().clone(), stored));
  }

  @Override
  public GetAnswer get(String key, long offset, long length) throws InterruptedException {
    return read(
        key,
        stored -> {
          int size = stored.bytes().length;
          if (offset < 0 || offset >= size || length < 1) {
            return new GetAnswer.Failed(416, "InvalidRange", key + " is shorter");
          }
          int end = (int) Math.min(size, offset + Math.min(length, size));
          return found(Arrays.copyOfRange(stored.bytes(), (int) offset, end), stored);
        });
  }

  private GetAnswer found(byte[] bytes, Stored stored) {
    return new GetAnswer.Found(bytes, stored.bytes().length, stored.created(), store.clock());
  }

  private GetAnswer read(String key, Function<Stored, GetAnswer> found)
      throws InterruptedException {
    begin("get", key);
    int status = failure();
    if (status != 0) {
      return new GetAnswer.Failed(status, "", "HTTP " + status);
    }
    return ask(
        () -> {
          Stored stored = store.object(key);
          return stored == null ? new GetAnswer.Missing(store.clock()) : found.apply(stored);
        });
  }

  @Override
  public HeadAnswer head(String key) throws InterruptedException {
    begin("head", key);
    int status = failure();
    if (status != 0) {
      return new HeadAnswer.Failed(status, "", "HTTP " + status);
    }
    return ask(
        () -> {
          Stored stored = store.object(key);
          return stored == null
              ? new HeadAnswer.Missing(store.clock())
              : new HeadAnswer.Found(stored.bytes().length, stored.created(), store.clock());
        });
  }

  @Override
  public ListAnswer list(String prefix, @Nullable String startAfter, int max)
      throws InterruptedException {
    begin("list", prefix);
    int status = failure();
    if (status != 0) {
      return new ListAnswer.Failed(status, "", "HTTP " + status);
    }
    return ask(
        () -> {
          List<Map.Entry<String, Stored>> all = store.list(prefix, startAfter, max + 1);
          List<ListAnswer.Entry> page = new ArrayList<>();
          for (var e : all.subList(0, Math.min(max, all.size()))) {
            Stored stored = e.getValue();
            page.add(new ListAnswer.Entry(e.getKey(), stored.bytes().length, stored.created()));
          }
          return new ListAnswer.Listed(page, all.size() > max, store.clock());
        });
  }

  @Override
  public DeleteAnswer delete(String key) throws InterruptedException {
    begin("delete", key);
    if (happens(store.faults().failed())) {
      if (draw(2) == 0) {
        store.world().at(store.upTo(store.faults().lateness()), () -> store.delete(key));
      }
      pause(latency());
      return new DeleteAnswer.Failed(503, "SlowDown", "HTTP 503 SlowDown");
    }
    return ask(
        () -> {
          store.delete(key);
          return new DeleteAnswer.Deleted(store.clock());
        });
  }

  private static byte[] copy(List<ByteBuffer> body) {
    ByteBuffer joined = ByteBuffer.allocate(body.stream().mapToInt(ByteBuffer::remaining).sum());
    body.forEach(part -> joined.put(part.duplicate()));
    return joined.array();
  }
}
