package dev.firth.bench;

import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.process.ConnectorMain;
import dev.firth.protocol.sdk.Acknowledgements;
import dev.firth.protocol.sdk.CaptureConnector;
import dev.firth.protocol.sdk.CaptureOutput;
import dev.firth.protocol.sdk.Connector;
import dev.firth.protocol.sdk.LoadedOutput;
import dev.firth.protocol.sdk.MaterializeConnector;
import dev.firth.protocol.sdk.Transactions;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A source that makes the same document again and again, and a destination that keeps nothing. */
final class NullConnectors {
  static final String SOURCE = "source-null";
  static final String DESTINATION = "materialize-null";

  /** Documents between two checkpoints. */
  static final int CHECKPOINT = 10_000;

  private NullConnectors() {}

  /** One of the two, on standard input and output. */
  public static void main(String[] args) {
    String name = args[0];
    Connector connector = byName(name).orElseThrow();
    int exit =
        ConnectorMain.run(
            name,
            connector,
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            System.err);
    Runtime.getRuntime().halt(exit);
  }

  static Optional<Connector> byName(String name) {
    return switch (name) {
      case SOURCE -> Optional.of(new Source());
      case DESTINATION -> Optional.of(new Destination());
      default -> Optional.empty();
    };
  }

  /** A document of 286 bytes, as the table's rows are on average. */
  static byte[] document() {
    String begin =
        "{\"id\":1234567,\"customer_id\":45678,\"status\":\"shipped\",\"amount\":\"1234.56\",\"payload\":\"";
    return (begin + "x".repeat(286 - begin.length() - 2) + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  private static ConnectorSpecification nothingToConfigure() {
    var any = JsonMapper.shared().createObjectNode();
    return new ConnectorSpecification(any, any, "", List.of());
  }

  /** Its configuration's {@code documents} says how many. */
  private static final class Source implements CaptureConnector {
    @Override
    public ConnectorSpecification specification() {
      return nothingToConfigure();
    }

    @Override
    public CaptureResponse.Discovered discover(CaptureRequest.Discover request) {
      return new CaptureResponse.Discovered(List.of());
    }

    @Override
    public CaptureResponse.Validated validate(CaptureRequest.Validate request) {
      return new CaptureResponse.Validated(
          request.bindings().stream().map(b -> List.of("documents")).toList());
    }

    @Override
    public void capture(
        CaptureRequest.Open open, CaptureOutput output, Acknowledgements acknowledgements)
        throws InterruptedException {
      output.opened(new CaptureResponse.Opened(false, false));
      byte[] document = document();
      long documents = open.capture().config().path("documents").asLong(0);
      for (long i = 1; i <= documents; i++) {
        output.document(0, document, 0, document.length);
        if (i % CHECKPOINT == 0 || i == documents) {
          output.checkpoint(
              new CaptureResponse.Checkpoint(
                  ConnectorState.full(RawJson.of("{\"at\":" + i + "}")), false));
        }
      }
    }
  }

  private static final class Destination implements MaterializeConnector {
    @Override
    public ConnectorSpecification specification() {
      return nothingToConfigure();
    }

    @Override
    public MaterializeResponse.Validated validate(MaterializeRequest.Validate request) {
      return new MaterializeResponse.Validated(
          request.bindings().stream()
              .map(
                  b ->
                      new MaterializeResponse.Validated.Binding(
                          Map.of(), List.of("documents"), false))
              .toList());
    }

    @Override
    public MaterializeResponse.Applied apply(MaterializeRequest.Apply request) {
      return new MaterializeResponse.Applied("", Optional.empty());
    }

    @Override
    public Transactions open(MaterializeRequest.Open open) {
      return new Forgetting();
    }
  }

  private static final class Forgetting implements Transactions {
    @Override
    public MaterializeResponse.Opened opened() {
      return new MaterializeResponse.Opened(Optional.empty(), false, true);
    }

    @Override
    public void load(LoadBatch keys, LoadedOutput output) {}

    @Override
    public void store(StoreBatch rows) {}

    @Override
    public Optional<ConnectorState> startCommit(RawJson checkpoint) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
