package dev.firth.connectors.postgres;

import dev.firth.connectors.postgres.materialize.DestinationHarness;
import dev.firth.connectors.postgres.source.SourcePostgres;
import dev.firth.protocol.fixture.Rows;
import dev.firth.protocol.message.CaptureMessage;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.CollectionMessage;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.sdk.Acknowledgements;
import dev.firth.protocol.sdk.CaptureOutput;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the two connectors cost alone: the source into an output that forgets, the destination from
 * rows that are there. {@code PostgresBench source|destination ROWS} on the server of the PG
 * variables (or an embedded one); prints rows a second and CPU seconds of this process per million
 * rows of 286 bytes.
 */
public final class PostgresBench {
  private static final String ROWS =
      "select g, (random()*100000)::int, (array['new','paid','shipped','cancelled'])[1+mod(g,4)],"
          + " (random()*10000)::numeric(12,2), 'user'||g||'@mail.example.com', clock_timestamp(),"
          + " repeat(md5(g::text),6) from generate_series(%d,%d) g";

  private static final String TABLE =
      "create table orders(id bigint primary key, customer_id int, status text,"
          + " amount numeric(12,2), email text, created_at timestamptz, payload text)";

  private PostgresBench() {}

  public static void main(String[] args) throws Exception {
    int rows = Integer.parseInt(args[1]);
    TestServer.Database database = TestServer.shared().database();
    if (args[0].equals("source")) {
      source(database, rows);
    } else {
      destination(database, rows);
    }
    System.exit(0);
  }

  /** Counts and forgets. */
  private static final class Sink implements CaptureOutput, Acknowledgements {
    private long documents;
    private long checkpoints;

    @Override
    public void opened(CaptureResponse.Opened opened) {}

    @Override
    public synchronized void document(int binding, byte[] json, int offset, int length) {
      documents++;
      notifyAll();
    }

    @Override
    public void sourcedSchema(int binding, JsonNode schema) {}

    @Override
    public synchronized void checkpoint(CaptureResponse.Checkpoint checkpoint) {
      checkpoints++;
      notifyAll();
    }

    @Override
    public synchronized long committed() {
      return checkpoints;
    }

    @Override
    public synchronized long await(long known, Duration patience) throws InterruptedException {
      if (checkpoints <= known && patience.toMillis() > 0) {
        wait(patience.toMillis());
      }
      return checkpoints;
    }

    private synchronized long documents() {
      return documents;
    }

    private synchronized void awaitDocuments(long wanted) throws InterruptedException {
      while (documents < wanted) {
        wait();
      }
    }
  }

  private static void source(TestServer.Database database, int rows) throws Exception {
    database.run(
        TABLE, "insert into orders " + ROWS.formatted(1, rows), "analyze orders", "checkpoint");
    ObjectNode resource =
        JsonMapper.shared().createObjectNode().put("schema", "public").put("table", "orders");
    ObjectNode any = JsonMapper.shared().createObjectNode();
    var collection =
        new CollectionMessage("orders", List.of("/id"), any, any, List.of(), List.of());
    var binding =
        new CaptureMessage.Binding(resource, List.of("public", "orders"), collection, "orders", 0);
    var capture =
        new CaptureMessage("bench", database.config(), Duration.ofMinutes(5), List.of(binding));
    SourcePostgres connector = new SourcePostgres();
    String store = "b" + System.nanoTime();
    connector.apply(
        new CaptureRequest.Apply(capture, "v", store, Optional.empty(), RawJson.EMPTY_OBJECT));
    Sink sink = new Sink();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    connector.capture(
                        new CaptureRequest.Open(
                            capture, "v", store, KeyRange.FULL, RawJson.EMPTY_OBJECT, false),
                        sink,
                        sink);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    Stopwatch snapshot = new Stopwatch();
    sink.awaitDocuments(rows / 2);
    snapshot.lap("snapshot, first half", rows / 2);
    sink.awaitDocuments(rows);
    snapshot.lap("snapshot, second half", rows - rows / 2);
    for (int round = 1; round <= 3; round++) {
      int from = rows * round;
      Stopwatch stream = new Stopwatch();
      for (int i = 0; i < rows; i += 1000) {
        database.run("insert into orders " + ROWS.formatted(from + i + 1, from + i + 1000));
      }
      sink.awaitDocuments((long) rows * (round + 1));
      stream.lap("stream, transactions of 1,000", rows);
    }
    latency(database, sink, rows * 4);
    thread.interrupt();
    thread.join();
    database.run(
        "select pg_drop_replication_slot(slot_name) from pg_replication_slots"
            + " where database = current_database()");
  }

  private static void latency(TestServer.Database database, Sink sink, int from) throws Exception {
    int samples = 2000;
    double[] millis = new double[samples];
    try (var connection = database.connect();
        var insert =
            connection.prepareStatement(
                "insert into orders values (?, 1, 'new', 1.5, 'a', now(), 'x')")) {
      for (int i = 0; i < samples; i++) {
        long before = sink.documents();
        insert.setLong(1, 1_000_000_000L + from + i);
        insert.executeUpdate();
        long committed = System.nanoTime();
        sink.awaitDocuments(before + 1);
        millis[i] = Math.max(0, System.nanoTime() - committed) / 1e6;
      }
    }
    java.util.Arrays.sort(millis);
    System.out.printf(
        "commit to document, one row after another: p50 %.2f p99 %.2f ms%n",
        millis[samples / 2], millis[samples * 99 / 100]);
  }

  private static void destination(TestServer.Database database, int rows) throws Exception {
    JsonNode schema =
        JsonMapper.shared()
            .readTree(
                """
                {"required": ["id"], "properties": {"id": {"type": "integer"},
                  "customer_id": {"type": ["integer", "null"], "x-sql-type": "integer"},
                  "status": {"type": ["string", "null"]},
                  "amount": {"type": ["string", "null"], "format": "number", "x-sql-type": "numeric"},
                  "email": {"type": ["string", "null"]},
                  "created_at": {"type": ["string", "null"], "format": "date-time",
                    "x-sql-type": "timestamptz"},
                  "payload": {"type": ["string", "null"]}}}""");
    var harness = new DestinationHarness(database, schema, "id");
    harness.apply();
    try (var transactions = harness.open()) {
      for (int round = 0; round < 4; round++) {
        Stopwatch stopwatch = new Stopwatch();
        int size = 5000;
        for (int i = 0; i < rows; i += size) {
          StoreBatch[] batches = new StoreBatch[size / 500];
          for (int b = 0; b < batches.length; b++) {
            batches[b] = batch(i + b * 500, 500);
          }
          stopwatch.resume();
          transactions.acknowledge();
          for (StoreBatch batch : batches) {
            transactions.store(batch);
          }
          transactions.startCommit(RawJson.of("{\"cut\":" + i + "}"));
          stopwatch.pause();
        }
        stopwatch.lap(
            round == 0 ? "insert, transactions of 5,000" : "update, transactions of 5,000", rows);
      }
    }
  }

  private static StoreBatch batch(int from, int rows) {
    StoreBatch batch = new StoreBatch();
    for (int id = from; id < from + rows; id++) {
      String payload = "0123456789abcdef".repeat(12);
      String email = "user" + id + "@mail.example.com";
      String values =
          "[\"%d.%02d\",\"2026-01-02T03:04:05.123456Z\",%d,\"%s\",\"%s\",\"new\"]"
              .formatted(id / 100, id % 100, id % 1000, email, payload);
      String document =
          "{\"id\":%d,\"customer_id\":%d,\"status\":\"new\",\"amount\":\"%d.%02d\",\"email\":\"%s\",\"created_at\":\"2026-01-02T03:04:05.123456Z\",\"payload\":\"%s\",\"_meta\":{\"op\":\"c\"}}"
              .formatted(id, id % 1000, id / 100, id % 100, email, payload);
      Rows.add(batch, 0, "[" + id + "]", values, document, false, false);
    }
    return batch;
  }

  /** Wall and CPU time of this process. */
  private static final class Stopwatch {
    private final com.sun.management.OperatingSystemMXBean machine =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long wall = System.nanoTime();
    private long cpu = machine.getProcessCpuTime();
    private long wallSum;
    private long cpuSum;
    private boolean summing;

    void resume() {
      wall = System.nanoTime();
      cpu = machine.getProcessCpuTime();
      summing = true;
    }

    void pause() {
      wallSum += System.nanoTime() - wall;
      cpuSum += machine.getProcessCpuTime() - cpu;
    }

    void lap(String what, long rows) {
      if (!summing) {
        pause();
      }
      System.out.printf(
          "%-32s %9.0f rows/s  %5.2f CPU-s/M%n", what, rows * 1e9 / wallSum, cpuSum * 1e-3 / rows);
      wallSum = 0;
      cpuSum = 0;
      wall = System.nanoTime();
      cpu = machine.getProcessCpuTime();
    }
  }
}
