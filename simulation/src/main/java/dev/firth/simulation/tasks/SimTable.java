package dev.firth.simulation.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Session;
import dev.firth.protocol.message.DocumentBatch;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.simulation.Violation;
import dev.firth.simulation.world.SimProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table that outlives its sessions and commits rows and checkpoint together, for the session that
 * opened it last. A row's count may only grow, and only with later documents.
 */
final class SimTable {
  private final Map<String, String> rows = new TreeMap<>();
  private Optional<RawJson> checkpoint = Optional.empty();
  private int fence;
  private int commits;
  private boolean wellBehaved;

  void settle() {
    wellBehaved = true;
  }

  int commits() {
    return commits;
  }

  /** A member of a row; 0 where there is no row. */
  int member(int key, String name) {
    String row = rows.get("[" + key + "]");
    return row == null ? 0 : JsonMapper.shared().readTree(row).path(name).asInt(0);
  }

  Session<MaterializeRequest, MaterializeResponse> session(SimProcess process) {
    return new Storing(process);
  }

  private void commit(Map<String, String> pending, RawJson next) {
    pending.forEach(
        (key, row) -> {
          JsonNode before = JsonMapper.shared().readTree(rows.getOrDefault(key, "{}"));
          JsonNode after = JsonMapper.shared().readTree(row);
          int more = after.path("n").asInt() - before.path("n").asInt(0);
          int later = after.path("last").asInt() - before.path("last").asInt(-1);
          if (more < 0 || later < 0) {
            throw new Violation("row %s went back from %s to %s".formatted(key, before, after));
          }
        });
    rows.putAll(pending);
    checkpoint = Optional.of(next);
    commits++;
  }

  private final class Storing implements Session<MaterializeRequest, MaterializeResponse> {
    private final SimProcess process;
    private final ArrayDeque<MaterializeResponse> ready = new ArrayDeque<>();
    private final Map<String, String> pending = new HashMap<>();
    private int mine;
    private boolean closed;
    private boolean ended;

    Storing(SimProcess process) {
      this.process = process;
    }

    @Override
    public void send(MaterializeRequest request) throws InterruptedException {
      process.sleep(Duration.ofNanos(process.random().nextLong(10_000_000)));
      switch (request) {
        case MaterializeRequest.Apply _ ->
            ready.add(new MaterializeResponse.Applied("", Optional.empty()));
        case MaterializeRequest.Open _ -> {
          mine = ++fence;
          ready.add(new MaterializeResponse.Opened(checkpoint, false, true, true));
        }
        case MaterializeRequest.Acknowledge _ ->
            ready.add(new MaterializeResponse.Acknowledged(Optional.empty()));
        case MaterializeRequest.Load(LoadBatch keys) -> load(keys);
        case MaterializeRequest.Flush _ ->
            ready.add(new MaterializeResponse.Flushed(Optional.empty()));
        case MaterializeRequest.Store(StoreBatch batch) -> store(batch);
        case MaterializeRequest.StartCommit(RawJson next) -> {
          startCommit(next);
          ready.add(new MaterializeResponse.StartedCommit(Optional.empty()));
        }
        default -> {}
      }
    }

    private void load(LoadBatch keys) {
      DocumentBatch found = new DocumentBatch();
      for (int row = 0; row < keys.count(); row++) {
        String stored = rows.get(text(keys.bytes(), keys.keyOffset(row), keys.keyLength(row)));
        if (stored != null) {
          byte[] document = stored.getBytes(UTF_8);
          found.add(keys.binding(row), document, 0, document.length);
        }
      }
      if (!found.isEmpty()) {
        ready.add(new MaterializeResponse.Loaded(found));
      }
    }

    private void store(StoreBatch batch) {
      for (int row = 0; row < batch.count(); row++) {
        pending.put(
            text(batch.bytes(), batch.keyOffset(row), batch.keyLength(row)),
            text(batch.bytes(), batch.documentOffset(row), batch.documentLength(row)));
      }
    }

    private void startCommit(RawJson next) throws InterruptedException {
      int fate = wellBehaved ? 99 : process.random().nextInt(100);
      if (fate == 0) {
        throw ConnectorFailure.of("The database went away before the commit.");
      }
      if (fate == 1) {
        process.sleep(Duration.ofSeconds(process.random().nextInt(20)));
      }
      if (mine != fence) {
        throw ConnectorFailure.of("Another session has taken over.");
      }
      commit(pending, next);
      pending.clear();
      if (fate == 2) {
        throw ConnectorFailure.of("The database went away after the commit.");
      }
    }

    private static String text(byte[] bytes, int offset, int length) {
      return new String(bytes, offset, length, UTF_8);
    }

    @Override
    public void finish() {
      closed = true;
    }

    @Override
    public @Nullable MaterializeResponse receive() throws InterruptedException {
      while (true) {
        MaterializeResponse response = receive(Duration.ofSeconds(1));
        if (response != null || ended) {
          return response;
        }
      }
    }

    @Override
    public @Nullable MaterializeResponse receive(Duration patience) throws InterruptedException {
      long until = process.nanoTime() + patience.toNanos();
      while (ready.isEmpty()) {
        if (closed) {
          ended = true;
          return null;
        }
        if (process.nanoTime() >= until) {
          return null;
        }
        process.sleep(Duration.ofMillis(2));
      }
      return ready.poll();
    }

    @Override
    public boolean ended() {
      return ended;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
