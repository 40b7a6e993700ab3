package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.TestServer;
import dev.firth.protocol.message.CaptureMessage;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.CollectionMessage;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.sdk.Acknowledgements;
import dev.firth.protocol.sdk.CaptureOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs source-postgres as a task would: documents and state count with their checkpoint, what comes
 * after the last one is forgotten when the session ends.
 */
final class SourceHarness {
  static final JsonMapper JSON = JsonMapper.shared();

  /** Without a checkpoint. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A document and the table that it came from. */
  record Document(int binding, JsonNode json, String text) {}

  private final SourcePostgres connector = new SourcePostgres();
  private final ObjectNode config;
  private final List<List<String>> tables;
  private final List<Document> committed = new ArrayList<>();
  private JsonNode state = JSON.createObjectNode();
  private String stateKeys = "";
  private final String store;

  SourceHarness(TestServer.Database database, String... tables) {
    config = database.config();
    store = "%08x".formatted(database.name().hashCode());
    this.tables =
        List.of(tables).stream()
            .map(t -> t.contains(".") ? List.of(t.split("\\.")) : List.of("public", t))
            .toList();
  }

  ObjectNode config() {
    return config;
  }

  /** As if the counter `backfill` of every binding were raised. */
  void raiseBackfill() {
    stateKeys += "+";
  }

  CaptureMessage capture() {
    List<CaptureMessage.Binding> bindings = new ArrayList<>();
    for (List<String> table : tables) {
      ObjectNode resource =
          JSON.createObjectNode().put("schema", table.get(0)).put("table", table.get(1));
      bindings.add(
          new CaptureMessage.Binding(
              resource, table, collection(table.get(1)), table.get(1) + stateKeys, 0));
    }
    return new CaptureMessage("shop", config, Duration.ofMinutes(5), bindings);
  }

  private static CollectionMessage collection(String name) {
    ObjectNode schema = JSON.createObjectNode();
    return new CollectionMessage(name, List.of("/id"), schema, schema, List.of(), List.of());
  }

  String apply() {
    return connector
        .apply(new CaptureRequest.Apply(capture(), "v", store, Optional.empty(), RawJson.of(state)))
        .action();
  }

  List<CaptureResponse.Discovered.Binding> discover() {
    return connector.discover(new CaptureRequest.Discover(config)).bindings();
  }

  void validate() {
    List<CaptureRequest.Validate.Binding> bindings =
        capture().bindings().stream()
            .map(b -> new CaptureRequest.Validate.Binding(b.resource(), b.collection(), 0))
            .toList();
    connector.validate(new CaptureRequest.Validate("shop", config, bindings, Optional.empty()));
  }

  Session open() {
    return new Session();
  }

  /** All that was committed so far. */
  List<Document> committed() {
    synchronized (committed) {
      return List.copyOf(committed);
    }
  }

  List<JsonNode> documents(int binding) {
    return committed().stream().filter(d -> d.binding() == binding).map(Document::json).toList();
  }

  /** All documents as they were written. */
  List<String> texts() {
    return committed().stream().map(Document::text).toList();
  }

  JsonNode state() {
    synchronized (committed) {
      return state;
    }
  }

  static void merge(ObjectNode into, JsonNode patch) {
    for (var member : patch.properties()) {
      if (member.getValue().isNull()) {
        into.remove(member.getKey());
      } else if (member.getValue() instanceof ObjectNode nested) {
        ObjectNode target =
            into.get(member.getKey()) instanceof ObjectNode known
                ? known
                : into.putObject(member.getKey());
        merge(target, nested);
      } else {
        into.set(member.getKey(), member.getValue());
      }
    }
  }

  /** One run of the connector. */
  final class Session implements CaptureOutput, Acknowledgements, AutoCloseable {
    private final Thread thread;
    private final List<Document> open = new ArrayList<>();
    private @Nullable Throwable failure;
    private boolean caughtUp;
    private boolean held;
    private long checkpoints;

    private Session() {
      CaptureRequest.Open request =
          new CaptureRequest.Open(capture(), "v", store, KeyRange.FULL, RawJson.of(state()), false);
      thread = Thread.ofPlatform().daemon().name("capture").start(() -> run(request));
    }

    private void run(CaptureRequest.Open request) {
      try {
        connector.capture(request, this, this);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error e) {
        synchronized (committed) {
          failure = e;
          committed.notifyAll();
        }
      }
    }

    @Override
    public void opened(CaptureResponse.Opened opened) {}

    @Override
    public void document(int binding, byte[] json, int offset, int length)
        throws InterruptedException {
      synchronized (committed) {
        while (held) {
          committed.wait();
        }
      }
      JsonNode tree;
      try {
        tree = JSON.readTree(json, offset, length);
      } catch (RuntimeException e) {
        throw new IllegalStateException(
            new String(json, offset, length, StandardCharsets.UTF_8), e);
      }
      synchronized (committed) {
        String text = new String(json, offset, length, StandardCharsets.UTF_8);
        open.add(new Document(binding, tree, text));
      }
    }

    @Override
    public void sourcedSchema(int binding, JsonNode schema) {}

    @Override
    public void checkpoint(CaptureResponse.Checkpoint checkpoint) {
      synchronized (committed) {
        ObjectNode merged = (ObjectNode) state.deepCopy();
        merge(merged, checkpoint.state().updated().tree());
        state = merged;
        committed.addAll(open);
        open.clear();
        checkpoints++;
        caughtUp |= checkpoint.caughtUp();
        committed.notifyAll();
      }
    }

    @Override
    public long committed() {
      synchronized (committed) {
        return checkpoints;
      }
    }

    @Override
    public long await(long known, Duration patience) throws InterruptedException {
      synchronized (committed) {
        if (checkpoints <= known && !patience.isZero()) {
          committed.wait(patience.toMillis());
        }
        return checkpoints;
      }
    }

    /** Nobody takes documents until {@code held} is false again. */
    void hold(boolean held) {
      synchronized (committed) {
        this.held = held;
        committed.notifyAll();
      }
    }

    /** Until it has committed anything: it may die before. */
    Session awaitCheckpoint() throws InterruptedException {
      return await(() -> checkpoints > 0);
    }

    Session awaitCaughtUp() throws InterruptedException {
      return await(() -> caughtUp);
    }

    /**
     * Waits for something that changes with a checkpoint.
     *
     * @throws AssertionError if it does not come, or the connector fails
     */
    Session await(BooleanSupplier condition) throws InterruptedException {
      synchronized (committed) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long seen = checkpoints;
        while (!condition.getAsBoolean()) {
          requireNoFailure();
          if (checkpoints > seen) {
            seen = checkpoints;
            deadline = System.nanoTime() + PATIENCE.toNanos();
          }
          long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
          if (left <= 0) {
            throw new AssertionError(
                "waited in vain since checkpoint %d; committed: %d documents, state %s"
                    .formatted(checkpoints, SourceHarness.this.committed().size(), state));
          }
          committed.wait(left);
        }
      }
      return this;
    }

    /** Waits for the connector's end, which must not come within that time. */
    void goesOnFor(Duration time) throws InterruptedException {
      if (thread.join(time)) {
        requireNoFailure();
        throw new AssertionError("it ended");
      }
    }

    private void requireNoFailure() {
      Throwable broken = failure();
      if (broken != null) {
        throw new AssertionError(broken.getMessage(), broken);
      }
    }

    private @Nullable Throwable failure() {
      synchronized (committed) {
        return failure;
      }
    }

    /** The failure that ended it. */
    Throwable awaitFailure() throws InterruptedException {
      thread.join(Duration.ofSeconds(30));
      Throwable broken = failure();
      if (broken == null) {
        throw new AssertionError("it did not fail");
      }
      return broken;
    }

    /** Ends it where it stands, as a crash would: what has no checkpoint is forgotten. */
    @Override
    public void close() throws InterruptedException {
      thread.interrupt();
      thread.join(Duration.ofSeconds(10));
      if (thread.isAlive()) {
        throw new AssertionError("it does not end");
      }
    }
  }
}
