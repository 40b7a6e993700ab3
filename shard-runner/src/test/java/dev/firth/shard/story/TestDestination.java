package dev.firth.shard.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.fixture.QuietMaterialization;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.sdk.LoadedOutput;
import dev.firth.protocol.sdk.Transactions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A table of whole documents by key, of binding 0, that commits rows and checkpoint together and
 * fences out earlier sessions.
 */
final class TestDestination implements QuietMaterialization {
  /** Where a session crashes, once. */
  enum Crash {
    NEVER,
    BEFORE_COMMIT,
    AFTER_COMMIT
  }

  private final boolean keepsCheckpoint;
  private final AtomicReference<Crash> crash = new AtomicReference<>(Crash.NEVER);
  private TreeMap<String, String> rows = new TreeMap<>();
  private Optional<RawJson> checkpoint = Optional.empty();
  private volatile CountDownLatch acknowledging = new CountDownLatch(0);
  private int fence;
  private long loads;
  private long inserts;
  private long deletes;
  private boolean unknownRows;

  TestDestination(boolean keepsCheckpoint) {
    this.keepsCheckpoint = keepsCheckpoint;
  }

  void crash(Crash when) {
    crash.set(when);
  }

  /** No transaction of the next session is acknowledged until the returned action is run. */
  Runnable holdAcknowledge() {
    var latch = new CountDownLatch(1);
    acknowledging = latch;
    return latch::countDown;
  }

  /** The rows without the runtime's members, by key. */
  synchronized Map<String, String> rows() {
    Map<String, String> out = new TreeMap<>();
    rows.forEach((key, document) -> out.put(key, Documents.plain(document)));
    return out;
  }

  /** Rows may come as new although they are there: replacements are not looked up. */
  synchronized void toleratesUnknownRows() {
    unknownRows = true;
  }

  synchronized long deletes() {
    return deletes;
  }

  synchronized long loads() {
    return loads;
  }

  /** A copy of all that it holds, and back again: a backup that is restored. */
  synchronized Runnable backup() {
    var keptRows = new TreeMap<>(rows);
    var kept = checkpoint;
    return () -> restore(keptRows, kept);
  }

  private synchronized void restore(
      TreeMap<String, String> kept, Optional<RawJson> keptCheckpoint) {
    rows = new TreeMap<>(kept);
    checkpoint = keptCheckpoint;
  }

  /** Loses everything. */
  synchronized void drop() {
    rows.clear();
    checkpoint = Optional.empty();
  }

  @Override
  public synchronized Transactions open(MaterializeRequest.Open open) {
    return new Opened(++fence, keepsCheckpoint ? checkpoint : Optional.empty());
  }

  private final class Opened implements Transactions {
    private final int mine;
    private final Optional<RawJson> held;
    private final Map<String, Optional<String>> pending = new HashMap<>();
    private int transactions;

    Opened(int mine, Optional<RawJson> held) {
      this.mine = mine;
      this.held = held;
    }

    @Override
    public MaterializeResponse.Opened opened() {
      return new MaterializeResponse.Opened(held, false, true, keepsCheckpoint);
    }

    @Override
    public Optional<ConnectorState> acknowledge() throws InterruptedException {
      if (transactions++ > 0) {
        acknowledging.await();
      }
      return Optional.empty();
    }

    @Override
    public void load(LoadBatch keys, LoadedOutput output) throws InterruptedException {
      for (int row = 0; row < keys.count(); row++) {
        String key = text(keys.bytes(), keys.keyOffset(row), keys.keyLength(row));
        byte[] document = null;
        synchronized (TestDestination.this) {
          loads++;
          String stored = rows.get(key);
          document = stored == null ? null : stored.getBytes(UTF_8);
        }
        if (document != null) {
          output.loaded(0, document, 0, document.length);
        }
      }
    }

    @Override
    public void store(StoreBatch batch) {
      synchronized (TestDestination.this) {
        for (int row = 0; row < batch.count(); row++) {
          String key = text(batch.bytes(), batch.keyOffset(row), batch.keyLength(row));
          boolean there = rows.containsKey(key);
          if (batch.exists(row) ? !there : there && !unknownRows) {
            throw ConnectorFailure.pause("TestFailed", "exists is wrong for " + key);
          }
          inserts += batch.exists(row) ? 0 : 1;
          deletes += batch.delete(row) ? 1 : 0;
          pending.put(
              key,
              batch.delete(row)
                  ? Optional.empty()
                  : Optional.of(
                      text(batch.bytes(), batch.documentOffset(row), batch.documentLength(row))));
        }
      }
    }

    @Override
    public Optional<ConnectorState> startCommit(RawJson next) {
      if (crash.compareAndSet(Crash.BEFORE_COMMIT, Crash.NEVER)) {
        throw ConnectorFailure.of("The database went away.");
      }
      synchronized (TestDestination.this) {
        if (mine != fence) {
          throw ConnectorFailure.of("Another session has taken over.");
        }
        pending.forEach(
            (key, row) -> row.ifPresentOrElse(r -> rows.put(key, r), () -> rows.remove(key)));
        pending.clear();
        checkpoint = Optional.of(next);
      }
      if (crash.compareAndSet(Crash.AFTER_COMMIT, Crash.NEVER)) {
        throw ConnectorFailure.of("The database went away.");
      }
      return Optional.empty();
    }

    @Override
    public void close() {
      pending.clear();
    }
  }

  private static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, UTF_8);
  }
}
