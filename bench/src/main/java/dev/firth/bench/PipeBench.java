package dev.firth.bench;

import dev.firth.protocol.ConnectorCommand;
import dev.firth.protocol.ConnectorLauncher;
import dev.firth.protocol.Session;
import dev.firth.protocol.local.InProcessLauncher;
import dev.firth.protocol.message.CaptureMessage;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.CollectionMessage;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.process.ProcessLauncher;
import dev.firth.specs.FieldSelection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The connector transport alone: documents from a null source, rows to a null destination. */
@Command(
    name = "pipe",
    mixinStandardHelpOptions = true,
    description =
        "Rows a second and CPU of the connector transport alone, with documents of 286 bytes, both"
            + " ends counted.")
final class PipeBench implements Callable<Integer> {
  private static final int TRANSACTION = 100_000;
  private static final JsonNode NOTHING = JsonMapper.shared().createObjectNode();

  @Option(
      names = "--rows",
      defaultValue = "5000000",
      description = "documents each way (default: ${DEFAULT-VALUE})")
  private long rows;

  @Override
  public Integer call() throws Exception {
    var figures = new Figures("pipe", "transport", "direction", "rows/s", "CPU-s/M rows", "MB/s");
    var inProcess = new InProcessLauncher(NullConnectors::byName);
    var stdio = ProcessLauncher.fromEnvironment(System.getenv());
    measure(figures, "in process", "inProcess", inProcess, false);
    measure(figures, "stdio", "stdio", stdio, true);
    figures.print();
    return 0;
  }

  /** One direction of a transport. */
  private interface Direction {
    void run() throws InterruptedException;
  }

  private void measure(
      Figures figures, String title, String member, ConnectorLauncher launcher, boolean process)
      throws InterruptedException {
    var source = command(NullConnectors.SOURCE, process);
    var destination = command(NullConnectors.DESTINATION, process);
    time(figures, title, "capture", member + "Capture", () -> capture(launcher, source));
    time(
        figures,
        title,
        "materialize",
        member + "Materialize",
        () -> materialize(launcher, destination));
  }

  private void time(Figures figures, String title, String name, String member, Direction direction)
      throws InterruptedException {
    var self = ProcessHandle.current();
    double cpu = CpuTime.ofTree(self);
    long start = System.nanoTime();
    direction.run();
    double rate = rows * 1e9 / (System.nanoTime() - start);
    double used = (CpuTime.ofTree(self) - cpu) * 1e6 / rows;
    figures.row(title, name, rate, used, rate * NullConnectors.document().length / 1e6);
    figures.json(member + "RowsPerSecond", Math.round(rate));
    figures.json(member + "CpuSecondsPerMillionRows", used);
  }

  private static ConnectorCommand command(String name, boolean process) {
    var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    var argv =
        List.of(
            java,
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            NullConnectors.class.getName(),
            name);
    return ConnectorCommand.of("Bench pipe", name, process ? argv : List.of());
  }

  private void capture(ConnectorLauncher launcher, ConnectorCommand command)
      throws InterruptedException {
    var config = JsonMapper.shared().createObjectNode().put("documents", rows);
    var message =
        new CaptureMessage(
            "pipe",
            config,
            Duration.ofMinutes(5),
            List.of(new CaptureMessage.Binding(NOTHING, List.of("documents"), COLLECTION, "s", 0)));
    try (Session<CaptureRequest, CaptureResponse> session = launcher.capture(command)) {
      session.send(
          new CaptureRequest.Open(
              message, "v1", "store", KeyRange.FULL, RawJson.EMPTY_OBJECT, true));
      long received = 0;
      CaptureResponse response;
      while ((response = session.receive()) != null) {
        if (response instanceof CaptureResponse.Captured(var documents)) {
          received += documents.count();
        }
      }
      if (received != rows) {
        throw new AssertionError(received + " documents came, not " + rows);
      }
    }
  }

  private void materialize(ConnectorLauncher launcher, ConnectorCommand command)
      throws InterruptedException {
    var fields = new FieldSelection(List.of("id"), List.of(), Optional.of("doc"), Map.of());
    var message =
        new MaterializationMessage(
            "pipe",
            NOTHING,
            List.of(
                new MaterializationMessage.Binding(
                    NOTHING, List.of("documents"), COLLECTION, fields, false, "s", 0)));
    try (Session<MaterializeRequest, MaterializeResponse> session = launcher.materialize(command)) {
      session.send(
          new MaterializeRequest.Open(message, "v1", "store", KeyRange.FULL, RawJson.EMPTY_OBJECT));
      session.receive();
      for (long done = 0; done < rows; done += TRANSACTION) {
        transaction(session, Math.min(TRANSACTION, rows - done));
      }
    }
  }

  private static void transaction(
      Session<MaterializeRequest, MaterializeResponse> session, long count)
      throws InterruptedException {
    session.send(new MaterializeRequest.Acknowledge());
    session.receive();
    session.send(new MaterializeRequest.Flush());
    session.receive();
    byte[] key = "[1234567]".getBytes(StandardCharsets.UTF_8);
    byte[] values = "[]".getBytes(StandardCharsets.UTF_8);
    byte[] document = NullConnectors.document();
    var batch = new StoreBatch();
    for (long i = 0; i < count; i++) {
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
    if (!batch.isEmpty()) {
      session.send(new MaterializeRequest.Store(batch));
    }
    session.send(new MaterializeRequest.StartCommit(RawJson.EMPTY_OBJECT));
    session.receive();
  }

  private static final CollectionMessage COLLECTION =
      new CollectionMessage("bench", List.of("/id"), NOTHING, NOTHING, List.of(), List.of());
}
