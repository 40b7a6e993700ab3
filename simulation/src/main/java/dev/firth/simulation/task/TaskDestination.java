package dev.firth.simulation.task;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.ChannelClosed;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Session;
import dev.firth.protocol.message.DocumentBatch;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.simulation.world.SimProcess;
import dev.firth.simulation.world.Violation;
import dev.firth.simulation.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A database that decides: rows and checkpoint change together, only for the session that opened it
 * last. It executes a commit although whoever sent it may be dead by then. Each row says how many
 * documents of its key were counted and which number came last: they must be equal.
 */
public final class TaskDestination {
  private final World world;
  private final Map<String, String> rows = new TreeMap<>();
  private Optional<RawJson> checkpoint = Optional.empty();
  private int fence;
  private int commits;
  private boolean calm;

  public TaskDestination(World world) {
    this.world = world;
  }

  /** No more failures. */
  public void calm() {
    calm = true;
  }

  public int commits() {
    return commits;
  }

  /** Whether every key of a source has arrived up to its last document. */
  public boolean holdsAll(TaskSource source) {
    for (int key = 0; key < source.keys(); key++) {
      String row = rows.get("[" + key + "]");
      if (row == null || number(row, "n") < source.limit()) {
        return false;
      }
    }
    return true;
  }

  private static int number(String row, String member) {
    return RawJson.of(row).tree().path(member).asInt(-1);
  }

  /** Runs as an event of the world, which must hear of a violation from here. */
  private boolean stored(Map<String, String> pending, RawJson next) {
    try {
      store(pending, next);
      return true;
    } catch (Violation e) {
      world.fail(e);
      return false;
    }
  }

  private void store(Map<String, String> stored, RawJson next) {
    stored.forEach(
        (key, row) -> {
          JsonNode tree = RawJson.of(row).tree();
          String before = rows.get(key);
          int from = before == null ? 0 : number(before, "n");
          if (tree.path("count").asInt() != tree.path("n").asInt()) {
            throw new Violation(
                "destination: key %s: %s documents were counted up to number %s: %s"
                    .formatted(
                        key,
                        tree.path("count"),
                        tree.path("n"),
                        tree.path("count").asInt() < tree.path("n").asInt() ? "lost" : "doubled"));
          }
          if (tree.path("n").asInt() < from) {
            throw new Violation("destination: key %s goes back from %d".formatted(key, from));
          }
          rows.put(key, row);
        });
    checkpoint = Optional.of(next);
    commits++;
  }

  Session<MaterializeRequest, MaterializeResponse> session(SimProcess process) {
    return new Writing(process);
  }

  private final class Writing implements Session<MaterializeRequest, MaterializeResponse> {
    private final SimProcess process;
    private final Channel<MaterializeResponse> answers;
    private final Map<String, String> pending = new HashMap<>();
    private int held;
    private boolean closed;
    private @Nullable ConnectorFailure failure;

    Writing(SimProcess process) {
      this.process = process;
      answers = process.channel(1024);
    }

    @Override
    public void send(MaterializeRequest request) throws InterruptedException {
      process.sleep(Duration.ofNanos(process.random().nextLong(5_000_000)));
      if (!calm && process.random().nextInt(200) == 0) {
        throw ConnectorFailure.of("The database went away.");
      }
      if (!calm && process.random().nextInt(200) == 0) {
        process.trace("the destination stalls");
        process.sleep(Duration.ofMillis(process.random().nextInt(40_000)));
      }
      switch (request) {
        case MaterializeRequest.Apply apply ->
            answer(new MaterializeResponse.Applied("", Optional.empty()));
        case MaterializeRequest.Open open -> {
          held = ++fence;
          answer(new MaterializeResponse.Opened(checkpoint, false, false, true));
        }
        case MaterializeRequest.Acknowledge acknowledge ->
            answer(new MaterializeResponse.Acknowledged(Optional.empty()));
        case MaterializeRequest.Load(LoadBatch keys) -> load(keys);
        case MaterializeRequest.Flush flush ->
            answer(new MaterializeResponse.Flushed(Optional.empty()));
        case MaterializeRequest.Store(StoreBatch batch) -> keep(batch);
        case MaterializeRequest.StartCommit(RawJson next) -> commit(next);
        default -> throw new IllegalStateException("not asked in the simulation: " + request);
      }
    }

    private void answer(MaterializeResponse response) throws InterruptedException {
      answers.send(response);
    }

    private void load(LoadBatch keys) throws InterruptedException {
      var batch = new DocumentBatch();
      for (int row = 0; row < keys.count(); row++) {
        String stored = rows.get(text(keys.bytes(), keys.keyOffset(row), keys.keyLength(row)));
        if (stored != null) {
          byte[] json = stored.getBytes(UTF_8);
          batch.add(keys.binding(row), json, 0, json.length);
        }
      }
      if (!batch.isEmpty()) {
        answer(new MaterializeResponse.Loaded(batch));
      }
    }

    private void keep(StoreBatch batch) {
      for (int row = 0; row < batch.count(); row++) {
        String key = text(batch.bytes(), batch.keyOffset(row), batch.keyLength(row));
        if (held == fence && batch.exists(row) != rows.containsKey(key)) {
          throw new Violation("destination: exists is wrong for key " + key);
        }
        pending.put(key, text(batch.bytes(), batch.documentOffset(row), batch.documentLength(row)));
      }
    }

    private void commit(RawJson next) throws InterruptedException {
      Map<String, String> stored = Map.copyOf(pending);
      pending.clear();
      boolean[] done = new boolean[1];
      world.at(
          Duration.ofNanos(world.random().nextLong(20_000_000)),
          () -> {
            if (held == fence) {
              done[0] = stored(stored, next);
            }
          });
      process.awaitNanos(world.nanos() + 20_000_000);
      if (!done[0] || (!calm && world.random().nextInt(100) == 0)) {
        failure = ConnectorFailure.of(done[0] ? "The answer was lost." : "Another has taken over.");
        answers.close();
        return;
      }
      answer(new MaterializeResponse.StartedCommit(Optional.empty()));
    }

    @Override
    public void finish() {}

    @Override
    public @Nullable MaterializeResponse receive() throws InterruptedException {
      try {
        return answers.receive();
      } catch (ChannelClosed e) {
        if (failure != null) {
          throw failure;
        }
        return null;
      }
    }

    @Override
    public @Nullable MaterializeResponse receive(Duration patience) throws InterruptedException {
      return answers.receive(patience);
    }

    @Override
    public boolean ended() {
      return closed;
    }

    @Override
    public void close() {
      closed = true;
      answers.close();
    }
  }

  private static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, US_ASCII);
  }
}
