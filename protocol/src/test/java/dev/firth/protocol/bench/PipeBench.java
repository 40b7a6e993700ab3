package dev.firth.protocol.bench;

import dev.firth.protocol.ConnectorCommand;
import dev.firth.protocol.ConnectorLauncher;
import dev.firth.protocol.Samples;
import dev.firth.protocol.local.InProcessLauncher;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.process.ConnectorMain;
import dev.firth.protocol.process.ProcessLauncher;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The transports alone: rows of 286 bytes from a capture that has nothing to do, and to a
 * materialization that does nothing. CPU is that of both sides, from the difference of two runs of
 * different length, so that starting a JVM does not count. Run with {@code -Drows=N} and, for
 * connector-init, {@code FIRTH_CONNECTOR_INIT}.
 */
public final class PipeBench {
  private static final long ROWS = Long.getLong("rows", 1_000_000);

  private PipeBench() {}

  private record Cost(double seconds, double cpuSeconds) {
    Cost minus(Cost other) {
      return new Cost(seconds - other.seconds, cpuSeconds - other.cpuSeconds);
    }
  }

  private interface Run {
    void rows(long rows) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      var connector =
          arguments[0].equals("capture") ? new NullCapture() : new NullMaterialization();
      System.exit(
          ConnectorMain.run(
              arguments[0],
              connector,
              new FileInputStream(FileDescriptor.in),
              new FileOutputStream(FileDescriptor.out),
              System.err));
    }
    var inProcess =
        new InProcessLauncher(
            name ->
                Optional.of(
                    name.equals("capture") ? new NullCapture() : new NullMaterialization()));
    bench("in process", inProcess);
    bench("pipes", new ProcessLauncher(Optional.empty()));
    if (System.getenv("FIRTH_CONNECTOR_INIT") != null) {
      bench("connector-init", ProcessLauncher.fromEnvironment(Map.copyOf(System.getenv())));
    }
  }

  private static void bench(String transport, ConnectorLauncher launcher) throws Exception {
    Cost captured = slope(rows -> capture(launcher, rows));
    Cost stored = slope(rows -> store(launcher, rows));
    double millions = ROWS * 3 / 1e6;
    System.out.printf(
        "{\"bench\":\"pipe\",\"transport\":\"%s\",\"captureRowsPerSecond\":%.0f,\"captureCpuSecondsPerMillionRows\":%.2f,\"storeRowsPerSecond\":%.0f,\"storeCpuSecondsPerMillionRows\":%.2f}%n",
        transport,
        millions * 1e6 / captured.seconds(),
        captured.cpuSeconds() / millions,
        millions * 1e6 / stored.seconds(),
        stored.cpuSeconds() / millions);
  }

  private static Cost slope(Run run) throws Exception {
    run.rows(ROWS);
    Cost brief = cost(run, ROWS);
    return cost(run, 4 * ROWS).minus(brief);
  }

  private static Cost cost(Run run, long rows) throws Exception {
    double cpu = cpuSeconds();
    long start = System.nanoTime();
    run.rows(rows);
    return new Cost((System.nanoTime() - start) / 1e9, cpuSeconds() - cpu);
  }

  /** CPU of this process and of the children that have ended. */
  private static double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = 0;
    for (int field = 11; field <= 14; field++) {
      ticks += Long.parseLong(fields[field]);
    }
    return ticks / 100.0;
  }

  private static ConnectorCommand command(String connector) {
    return ConnectorCommand.of(
        "Bench",
        connector,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            PipeBench.class.getName(),
            connector));
  }

  private static void capture(ConnectorLauncher launcher, long rows) throws Exception {
    try (var session = launcher.capture(command("capture"))) {
      session.send(Samples.openCapture("{\"rows\":" + rows + "}"));
      long received = 0;
      CaptureResponse response;
      while ((response = session.receive()) != null) {
        if (response instanceof CaptureResponse.Captured(var documents)) {
          received += documents.count();
        }
      }
      check(received, rows);
    }
  }

  private static void store(ConnectorLauncher launcher, long rows) throws Exception {
    byte[] key = Samples.utf8("[1234567]");
    byte[] values = Samples.utf8("[\"" + "x".repeat(100) + "\",17,true]");
    byte[] document = Samples.utf8("{\"id\":1234567,\"pad\":\"" + "x".repeat(264) + "\"}");
    try (var session = launcher.materialize(command("materialize"))) {
      session.send(Samples.openMaterialization("{}"));
      session.receive();
      session.send(new MaterializeRequest.Acknowledge());
      session.receive();
      session.send(new MaterializeRequest.Flush());
      session.receive();
      var batch = new StoreBatch();
      for (long row = 0; row < rows; row++) {
        batch.beginRow(0);
        batch.append(key, 0, key.length);
        batch.endKey();
        batch.append(values, 0, values.length);
        batch.endValues();
        batch.append(document, 0, document.length);
        batch.endRow(false, false);
        if (batch.isFull()) {
          session.send(new MaterializeRequest.Store(batch));
          batch = new StoreBatch();
        }
      }
      session.send(new MaterializeRequest.Store(batch));
      session.send(new MaterializeRequest.StartCommit(RawJson.EMPTY_OBJECT));
      if (session.receive() instanceof MaterializeResponse.StartedCommit(var state)) {
        check(state.orElseThrow().updated().tree().path("rows").asLong(0), rows);
      }
      session.finish();
    }
  }

  private static void check(long found, long expected) {
    if (found != expected) {
      throw new IllegalStateException(found + " rows instead of " + expected);
    }
  }
}
