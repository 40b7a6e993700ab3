package dev.firth.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Samples;
import dev.firth.protocol.fixture.Rows;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations as words: capitals are Firth's, {@code end} is the connector's end. */
class MaterializeOrderTest {
  private static final String READY = "OPEN opened ACK acked ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "end",
        "APPLY applied FINISH end",
        "OPEN opened FINISH end",
        "OPEN opened ACK LOAD LOAD acked loaded loaded FLUSH flushed STORE COMMIT committed",
        READY + "FLUSH flushed COMMIT committed ACK acked FLUSH flushed COMMIT committed",
        READY + "LOAD FLUSH loaded flushed STORE STORE COMMIT committed FINISH end",
        READY + "LOAD FLUSH flushed STORE FINISH end"
      })
  void legal(String words) {
    play(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "opened | expected an answer to a question, but came Opened",
        "OPEN loaded | expected Opened, but came Loaded",
        "OPEN ACK | expected nothing until Opened, but tried to send Acknowledge",
        "OPEN opened LOAD | expected Acknowledge, but tried to send Load",
        "OPEN opened acked | expected nothing until Acknowledge, but came Acknowledged",
        "OPEN opened ACK FLUSH | expected no Flush before Acknowledged, but tried to send Flush",
        "OPEN opened ACK LOAD loaded | expected Acknowledged before any Loaded, but came Loaded",
        "OPEN opened ACK acked acked | expected Loaded, but came Acknowledged",
        "OPEN opened ACK acked loaded | expected at most one Loaded for a key that was asked for, but came one more",
        "OPEN opened ACK acked LOAD loaded loaded | expected at most one Loaded for a key",
        "OPEN opened ACK acked STORE | expected Load or Flush, but tried to send Store",
        "OPEN opened ACK acked FLUSH LOAD | expected nothing until Flushed, but tried to send Load",
        "OPEN opened ACK acked FLUSH committed | expected Loaded or Flushed, but came StartedCommit",
        "OPEN opened ACK acked FLUSH flushed loaded | expected nothing until StartCommit, but came Loaded",
        "OPEN opened ACK acked FLUSH flushed COMMIT ACK | expected nothing until StartedCommit",
        "OPEN opened ACK acked FLUSH flushed COMMIT flushed | expected StartedCommit, but came Flushed",
        "OPEN opened end | expected nothing until Acknowledge, but came the end",
        "APPLY end | expected Applied, but came the end"
      })
  void illegal(String words, String sentence) {
    assertThatThrownBy(() -> play(words))
        .isInstanceOf(ConnectorFailure.class)
        .hasMessageStartingWith("Materialization warehouse: connector materialize-x")
        .hasMessageContaining(sentence);
  }

  private static void play(String words) {
    var order = new MaterializeOrder(new Whom("Materialization warehouse", "materialize-x"));
    boolean finished = false;
    for (String word : words.split(" ")) {
      switch (word) {
        case "APPLY" ->
            order.request(
                new MaterializeRequest.Apply(
                    Samples.materialization("{}"),
                    "v",
                    "s",
                    false,
                    Optional.empty(),
                    RawJson.EMPTY_OBJECT));
        case "OPEN" -> order.request(Samples.openMaterialization("{}"));
        case "ACK" -> order.request(new MaterializeRequest.Acknowledge());
        case "LOAD" -> order.request(new MaterializeRequest.Load(Rows.keys("[1]")));
        case "FLUSH" -> order.request(new MaterializeRequest.Flush());
        case "STORE" ->
            order.request(new MaterializeRequest.Store(Rows.row("[1]", "[]", "{}", false, false)));
        case "COMMIT" -> order.request(new MaterializeRequest.StartCommit(RawJson.of("{}")));
        case "FINISH" -> finished = true;
        case "applied" -> order.response(new MaterializeResponse.Applied("", Optional.empty()));
        case "opened" ->
            order.response(new MaterializeResponse.Opened(Optional.empty(), false, false));
        case "acked" -> order.response(new MaterializeResponse.Acknowledged(Optional.empty()));
        case "loaded" -> order.response(new MaterializeResponse.Loaded(Samples.documents("{}")));
        case "flushed" -> order.response(new MaterializeResponse.Flushed(Optional.empty()));
        case "committed" -> order.response(new MaterializeResponse.StartedCommit(Optional.empty()));
        case "end" -> order.end(finished);
        default -> assertThat(word).isEqualTo("a known word");
      }
    }
  }
}
