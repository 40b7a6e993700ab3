package dev.firth.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Samples;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.RawJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations as words: capitals are Firth's, {@code end} is the connector's end. */
class CaptureOrderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "end",
        "SPEC spec end",
        "SPEC VALIDATE validated spec end",
        "APPLY applied OPEN opened end",
        "OPEN opened doc:0 doc:1 checkpoint doc:0 checkpoint end",
        "OPEN opened checkpoint checkpoint end",
        "OPEN opened schema:1 checkpoint",
        "OPEN opened:ack checkpoint checkpoint ACK:2 checkpoint ACK:1",
        "OPEN opened:ack doc:0 checkpoint ACK:1 doc:1 checkpoint end"
      })
  void legal(String words) {
    play(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec | expected no answer, but came Spec",
        "SPEC validated | expected Spec, but came Validated",
        "SPEC end | expected Spec, but came the end",
        "SPEC VALIDATE end | expected Spec or Validated, but came the end",
        "opened | expected nothing before Open, but came Opened",
        "OPEN doc:0 | expected Opened, but came Captured",
        "OPEN checkpoint | expected Opened, but came Checkpoint",
        "OPEN end | expected Opened, but came the end",
        "OPEN opened opened | expected one Opened a session, but came Opened",
        "OPEN opened doc:2 | expected a binding from 0 to 1, but came Captured for binding 2",
        "OPEN opened schema:9 | expected a binding from 0 to 1, but came SourcedSchema for binding 9",
        "OPEN opened spec | expected no answer, but came Spec",
        "OPEN OPEN | expected one Open a session, but tried to send Open",
        "OPEN SPEC | expected no question after Open, but tried to send the one for Spec",
        "OPEN opened checkpoint ACK:1 | expected Acknowledge only where Opened asked for it",
        "OPEN opened:ack ACK:1 | expected an Acknowledge of 1 to 0 checkpoints",
        "OPEN opened:ack checkpoint ACK:2 | expected an Acknowledge of 1 to 1 checkpoints, but tried to send Acknowledge of 2"
      })
  void illegal(String words, String sentence) {
    assertThatThrownBy(() -> play(words))
        .isInstanceOf(ConnectorFailure.class)
        .hasMessageStartingWith("Capture shop: connector source-x")
        .hasMessageContaining(sentence);
  }

  private static void play(String words) {
    var order = new CaptureOrder(new Whom("Capture shop", "source-x"));
    for (String word : words.split(" ")) {
      String[] parts = (word + ":").split(":", -1);
      int number = parts[1].matches("\\d+") ? Integer.parseInt(parts[1]) : 0;
      switch (parts[0]) {
        case "SPEC" -> order.request(new CaptureRequest.Spec());
        case "VALIDATE" ->
            order.request(
                new CaptureRequest.Validate(
                    "shop", Samples.json("{}"), List.of(), Optional.empty()));
        case "APPLY" ->
            order.request(
                new CaptureRequest.Apply(
                    Samples.capture("{}"), "v", "s", Optional.empty(), RawJson.EMPTY_OBJECT));
        case "OPEN" -> order.request(Samples.openCapture("{}"));
        case "ACK" -> order.request(new CaptureRequest.Acknowledge(number));
        case "spec" -> order.response(new CaptureResponse.Spec(specification()));
        case "validated" -> order.response(new CaptureResponse.Validated(List.of()));
        case "applied" -> order.response(new CaptureResponse.Applied(""));
        case "opened" -> order.response(new CaptureResponse.Opened(parts[1].equals("ack"), false));
        case "doc" ->
            order.response(new CaptureResponse.Captured(Samples.documentsOf(number, "{}")));
        case "schema" ->
            order.response(new CaptureResponse.SourcedSchema(number, Samples.json("{}")));
        case "checkpoint" ->
            order.response(
                new CaptureResponse.Checkpoint(ConnectorState.patch(RawJson.EMPTY_OBJECT), false));
        case "end" -> order.end(false);
        default -> assertThat(word).isEqualTo("a known word");
      }
    }
  }

  private static dev.firth.protocol.message.ConnectorSpecification specification() {
    return new dev.firth.protocol.message.ConnectorSpecification(
        Samples.json("{}"), Samples.json("{}"), "", List.of());
  }
}
