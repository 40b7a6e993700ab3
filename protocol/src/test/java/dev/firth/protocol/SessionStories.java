package dev.firth.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.protocol.fixture.Rows;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import java.util.OptionalInt;

/**
 * What every transport must do alike, with the connectors {@link TestCapture} and {@link
 * TestMaterialization}.
 */
public final class SessionStories {
  private SessionStories() {}

  /** What one transaction stores, the next ones load. */
  public static void aMaterializationLoadsWhatItStored(
      Session<MaterializeRequest, MaterializeResponse> session) throws InterruptedException {
    session.send(Samples.openMaterialization("{}"));
    assertThat(session.receive()).isInstanceOf(MaterializeResponse.Opened.class);
    for (int round = 0; round < 3; round++) {
      session.send(new MaterializeRequest.Acknowledge());
      session.send(new MaterializeRequest.Load(Rows.keys("[1]", "[2]")));
      assertThat(session.receive()).isInstanceOf(MaterializeResponse.Acknowledged.class);
      session.send(new MaterializeRequest.Flush());
      if (round > 0) {
        assertThat(session.receive())
            .isInstanceOfSatisfying(
                MaterializeResponse.Loaded.class,
                loaded -> {
                  assertThat(loaded.documents().count()).isEqualTo(1);
                  assertThat(Samples.text(loaded.documents(), 0)).isEqualTo("{\"id\":1}");
                });
      }
      assertThat(session.receive()).isInstanceOf(MaterializeResponse.Flushed.class);
      session.send(
          new MaterializeRequest.Store(Rows.row("[1]", "[]", "{\"id\":1}", round > 0, false)));
      session.send(new MaterializeRequest.StartCommit(RawJson.of("{}")));
      assertThat(session.receive()).isInstanceOf(MaterializeResponse.StartedCommit.class);
    }
    session.finish();
    assertThat(session.receive()).isNull();
  }

  /** A connector's own sentence arrives as it is, after what it had said before. */
  public static void aConnectorSaysWhyItPauses(
      Session<CaptureRequest, CaptureResponse> session, OptionalInt exitCode)
      throws InterruptedException {
    session.send(Samples.openCapture("{\"documents\":1,\"pause\":\"FileChanged\"}"));
    assertThat(session.receive()).isInstanceOf(CaptureResponse.Opened.class);
    assertThat(session.receive()).isInstanceOf(CaptureResponse.Captured.class);
    assertThat(session.receive()).isInstanceOf(CaptureResponse.Checkpoint.class);
    assertThatThrownBy(session::receive)
        .isInstanceOfSatisfying(
            ConnectorFailure.class,
            failure -> {
              assertThat(failure).hasMessage("Capture shop: this is why.");
              assertThat(failure.reason()).contains("FileChanged");
              assertThat(failure.pauses()).isTrue();
              assertThat(failure.exitCode()).isEqualTo(exitCode);
            });
  }
}
