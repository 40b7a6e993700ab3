package dev.firth.protocol.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.protocol.Ask;
import dev.firth.protocol.ConnectorCommand;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Limits;
import dev.firth.protocol.Samples;
import dev.firth.protocol.Session;
import dev.firth.protocol.SessionStories;
import dev.firth.protocol.TestCapture;
import dev.firth.protocol.TestMaterialization;
import dev.firth.protocol.fixture.Rows;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.sdk.Connector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InProcessSessionTest {
  private final TestCapture source = new TestCapture();
  private final InProcessLauncher launcher = new InProcessLauncher(this::connector);

  private Optional<Connector> connector(String name) {
    return switch (name) {
      case "source-test" -> Optional.of(source);
      case "materialize-test" -> Optional.of(new TestMaterialization());
      default -> Optional.empty();
    };
  }

  private Session<CaptureRequest, CaptureResponse> capture() {
    return launcher.capture(ConnectorCommand.of("Capture shop", "source-test", List.of()));
  }

  @Test
  void aQuestionIsAnswered() throws Exception {
    var answer = Ask.one(capture(), new CaptureRequest.Spec(), CaptureResponse.Spec.class);
    assertThat(answer.specification().configSchema().isObject()).isTrue();
  }

  @Test
  void aCaptureThatEndsIsReceivedToItsEnd() throws Exception {
    try (var session = capture()) {
      session.send(Samples.openCapture("{\"documents\":100000}"));
      var documents = new AtomicInteger();
      int checkpoints = 0;
      CaptureResponse response;
      while ((response = session.receive()) != null) {
        if (response instanceof CaptureResponse.Captured(var batch)) {
          documents.addAndGet(batch.count());
        } else if (response instanceof CaptureResponse.Checkpoint) {
          checkpoints++;
        }
      }
      assertThat(documents).hasValue(100_000);
      assertThat(checkpoints).isEqualTo(1);
      assertThat(session.ended()).isTrue();
    }
  }

  @Test
  void anUnreadCaptureStopsAtTheBoundAndEndsWhenClosed() throws Exception {
    var session = capture();
    session.send(Samples.openCapture("{\"documents\":1000000000}"));
    long before;
    long now = -1;
    do {
      before = now;
      source.idle(Duration.ofMillis(50));
      now = source.written();
    } while (now == 0 || now != before);
    assertThat(now).isBetween(Limits.UNREAD_RESPONSES / 2, Limits.UNREAD_RESPONSES * 2);
    session.close();
    assertThat(session.ended()).isTrue();
  }

  @Test
  void acknowledgementsReachTheConnector() throws Exception {
    try (var session = capture()) {
      session.send(Samples.openCapture("{\"documents\":1,\"acknowledgements\":true}"));
      assertThat(session.receive()).isEqualTo(new CaptureResponse.Opened(true, true));
      assertThat(session.receive()).isInstanceOf(CaptureResponse.Captured.class);
      assertThat(session.receive()).isInstanceOf(CaptureResponse.Checkpoint.class);
      assertThat(session.receive(Duration.ofMillis(20))).isNull();
      assertThat(session.ended()).isFalse();
      session.send(new CaptureRequest.Acknowledge(1));
      assertThat(session.receive()).isNull();
      assertThat(session.ended()).isTrue();
    }
  }

  @Test
  void aConnectorsOwnSentenceArrivesWithItsReasonAfterWhatItHadSaid() throws Exception {
    try (var session = capture()) {
      SessionStories.aConnectorSaysWhyItPauses(session, OptionalInt.empty());
    }
  }

  @Test
  void aDocumentThatIsTooLargeIsRefusedBeforeItIsCarried() throws Exception {
    try (var session = capture()) {
      session.send(Samples.openCapture("{\"documents\":1,\"size\":17000000}"));
      session.receive();
      assertThatThrownBy(session::receive)
          .hasMessageContaining("a document of orders has 16.2 MiB, but the most is 16 MiB");
    }
  }

  @Test
  void aConnectorThatDiesOfAnErrorEndsItsSession() throws Exception {
    try (var session = capture()) {
      session.send(Samples.openCapture("{\"overflow\":true}"));
      session.receive();
      session.receive();
      assertThatThrownBy(session::receive)
          .isInstanceOf(ConnectorFailure.class)
          .hasMessage("Capture shop: connector source-test failed: StackOverflowError.");
    }
  }

  @Test
  void statesOfCheckpointsCountAsUnread() throws Exception {
    var session = capture();
    session.send(Samples.openCapture("{\"states\":1000000}"));
    long before;
    long now = -1;
    do {
      before = now;
      source.idle(Duration.ofMillis(50));
      now = source.written();
    } while (now == 0 || now != before);
    assertThat(now).isBetween(Limits.UNREAD_RESPONSES / 2, Limits.UNREAD_RESPONSES * 2);
    session.close();
  }

  @Test
  void aRequestToAConnectorThatDiedSaysWhyItDied() throws Exception {
    try (var session =
        launcher.materialize(
            ConnectorCommand.of("Materialization m", "materialize-test", List.of()))) {
      session.send(Samples.openMaterialization("{\"failOnStore\":true}"));
      session.receive();
      session.send(new MaterializeRequest.Acknowledge());
      session.receive();
      session.send(new MaterializeRequest.Flush());
      session.receive();
      assertThatThrownBy(
              () -> {
                while (true) {
                  session.send(
                      new MaterializeRequest.Store(Rows.row("[1]", "[]", "{}", false, false)));
                }
              })
          .hasMessage("Materialization m: the disk is full.");
    }
  }

  @Test
  void aMaterializationLoadsWhatItStored() throws Exception {
    try (var session =
        launcher.materialize(
            ConnectorCommand.of("Materialization m", "materialize-test", List.of()))) {
      SessionStories.aMaterializationLoadsWhatItStored(session);
    }
  }

  @Test
  void whatIsNotThereIsRefusedByName() {
    assertThatThrownBy(
            () -> launcher.capture(ConnectorCommand.of("Capture shop", "nope", List.of())))
        .hasMessage("Capture shop: there is no built-in connector \"nope\".");
    assertThatThrownBy(
            () ->
                launcher.capture(
                    ConnectorCommand.of("Capture shop", "materialize-test", List.of())))
        .hasMessageContaining("writes a destination");
  }
}
