package dev.firth.connectors.files;

import dev.firth.protocol.ConnectorCommand;
import dev.firth.protocol.Session;
import dev.firth.protocol.local.InProcessLauncher;
import dev.firth.protocol.message.CaptureMessage;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.CollectionMessage;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.RawJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One run of source-files as a task would run it: documents count when their checkpoint came. */
final class CaptureRun implements AutoCloseable {
  private final Session<CaptureRequest, CaptureResponse> session;
  private final List<String> pending = new ArrayList<>();
  private final List<String> documents = new ArrayList<>();
  private final ObjectNode state;
  private boolean caughtUp;

  CaptureRun(Path folder, ObjectNode state, boolean once, String... patterns)
      throws InterruptedException {
    this.state = state;
    this.session =
        new InProcessLauncher(_ -> Optional.of(new FilesCapture()))
            .capture(ConnectorCommand.of("Capture clicks", "source-files", List.of()));
    JsonNode schema = RawJson.of("{\"type\":\"object\"}").tree();
    var bindings = new ArrayList<CaptureMessage.Binding>();
    for (String pattern : patterns) {
      bindings.add(
          new CaptureMessage.Binding(
              JsonNodeFactory.instance.objectNode().put("path", pattern),
              List.of(pattern),
              new CollectionMessage("clicks", List.of("/id"), schema, schema, List.of(), List.of()),
              pattern,
              0));
    }
    session.send(
        new CaptureRequest.Open(
            new CaptureMessage(
                "clicks",
                JsonNodeFactory.instance.objectNode().put("path", folder.toString()),
                Duration.ZERO,
                bindings),
            "v1",
            "store",
            KeyRange.FULL,
            RawJson.of(state),
            once));
  }

  /** Reads to the end of the connector. */
  CaptureRun toEnd() throws InterruptedException {
    CaptureResponse response;
    while ((response = session.receive()) != null) {
      take(response);
    }
    return this;
  }

  /** Reads until it is caught up and so many documents are there. */
  CaptureRun until(int count) throws InterruptedException {
    while (!caughtUp || documents.size() < count) {
      untilNext();
    }
    return this;
  }

  /** Reads one message. */
  void untilNext() throws InterruptedException {
    CaptureResponse response = session.receive(Duration.ofSeconds(10));
    if (response == null) {
      throw new AssertionError("waited in vain; have " + documents.size() + " documents");
    }
    take(response);
  }

  private void take(CaptureResponse response) {
    switch (response) {
      case CaptureResponse.Captured(var batch) -> {
        for (int row = 0; row < batch.count(); row++) {
          pending.add(
              new String(
                  batch.bytes(), batch.offset(row), batch.length(row), StandardCharsets.UTF_8));
        }
      }
      case CaptureResponse.Checkpoint(var update, var all) -> {
        documents.addAll(pending);
        pending.clear();
        caughtUp |= all;
        for (var binding : update.updated().tree().properties()) {
          ObjectNode files = state.withObjectProperty(binding.getKey());
          binding.getValue().properties().forEach(f -> files.set(f.getKey(), f.getValue()));
        }
      }
      default -> {}
    }
  }

  List<String> documents() {
    return documents;
  }

  boolean caughtUp() {
    return caughtUp;
  }

  @Override
  public void close() {
    session.close();
  }
}
