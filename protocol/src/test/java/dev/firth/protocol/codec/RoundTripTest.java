package dev.firth.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.protocol.Samples;
import dev.firth.protocol.fixture.Rows;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.Constraint;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.session.Whom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is what is read. */
class RoundTripTest {
  private static final Whom WHOM = new Whom("Task t", "c");
  private static final ConnectorSpecification SPECIFICATION =
      new ConnectorSpecification(
          Samples.json("{\"type\":\"object\",\"multipleOf\":0.10}"),
          Samples.json("{}"),
          "https://docs",
          List.of("/a", "/b"));
  private static final ConnectorState STATE =
      ConnectorState.patch(RawJson.of("{\"a\":123456789012345678901234567890,\"b\":null}"));

  static Stream<CaptureRequest> captureRequests() {
    return Stream.of(
        new CaptureRequest.Spec(),
        new CaptureRequest.Discover(Samples.json("{\"a\":1}")),
        new CaptureRequest.Validate(
            "n",
            Samples.json("{\"a\":1}"),
            List.of(
                new CaptureRequest.Validate.Binding(
                    Samples.json("{\"t\":1}"), Samples.collection("c"), 3)),
            Optional.of(Samples.capture("{\"image\":1}"))),
        new CaptureRequest.Apply(
            Samples.capture("{}"), "v", "s", Optional.empty(), RawJson.of("{\"x\":1}")),
        new CaptureRequest.Retained(Samples.capture("{}"), "s"),
        new CaptureRequest.Open(
            Samples.capture("{\"p\":\"q\"}"),
            "v",
            "s",
            new KeyRange(1 << 31, -1),
            RawJson.of("{\"x\":1.50}"),
            true),
        new CaptureRequest.Acknowledge(3));
  }

  @ParameterizedTest
  @MethodSource
  void captureRequests(CaptureRequest message) throws Exception {
    assertThat(trip(new CaptureRequestCodec(), CaptureRequestCodec.decoder(WHOM), message))
        .containsExactly(message);
  }

  static Stream<CaptureResponse> captureResponses() {
    return Stream.of(
        new CaptureResponse.Spec(SPECIFICATION),
        new CaptureResponse.Discovered(
            List.of(
                new CaptureResponse.Discovered.Binding(
                    "n",
                    Samples.json("{\"t\":1}"),
                    List.of("p"),
                    Samples.json("{\"x\":{}}"),
                    List.of("/id"),
                    true))),
        new CaptureResponse.Validated(List.of(List.of("a"), List.of("b", "c"))),
        new CaptureResponse.Validated(List.of(), List.of("It is slow.", "It is old.")),
        new CaptureResponse.Applied("did it"),
        new CaptureResponse.Retained(OptionalLong.of(5_000_000_000L)),
        new CaptureResponse.Retained(OptionalLong.empty()),
        new CaptureResponse.Opened(true, true),
        new CaptureResponse.Opened(false, false),
        new CaptureResponse.SourcedSchema(2, Samples.json("{\"type\":\"object\"}")),
        new CaptureResponse.Checkpoint(STATE, true),
        new CaptureResponse.Checkpoint(ConnectorState.full(RawJson.of("{\"a\":1e2}")), false));
  }

  @ParameterizedTest
  @MethodSource
  void captureResponses(CaptureResponse message) throws Exception {
    assertThat(trip(new CaptureResponseCodec(WHOM), CaptureResponseCodec.decoder(WHOM), message))
        .containsExactly(message);
  }

  static Stream<MaterializeRequest> materializeRequests() {
    return Stream.of(
        new MaterializeRequest.Spec(),
        new MaterializeRequest.Validate(
            "n",
            Samples.json("{\"a\":1}"),
            List.of(
                new MaterializeRequest.Validate.Binding(
                    Samples.json("{\"t\":1}"),
                    Samples.collection("c"),
                    Map.of("id", Samples.json("{\"ddl\":\"text\"}")),
                    1,
                    List.of("id"))),
            Optional.of(Samples.materialization("{}"))),
        new MaterializeRequest.Apply(
            Samples.materialization("{}"), "v", "s", true, Optional.empty(), RawJson.of("{}")),
        Samples.openMaterialization("{\"p\":1}"),
        new MaterializeRequest.Acknowledge(),
        new MaterializeRequest.Flush(),
        new MaterializeRequest.StartCommit(RawJson.of("{\"cut\":[1]}")));
  }

  @ParameterizedTest
  @MethodSource
  void materializeRequests(MaterializeRequest message) throws Exception {
    assertThat(trip(new MaterializeRequestCodec(), MaterializeRequestCodec.decoder(WHOM), message))
        .containsExactly(message);
  }

  static Stream<MaterializeResponse> materializeResponses() {
    return Stream.of(
        new MaterializeResponse.Spec(SPECIFICATION),
        new MaterializeResponse.Validated(
            List.of(
                new MaterializeResponse.Validated.Binding(
                    Map.of(
                        "a", List.of(Constraint.of(Constraint.Type.FIELD_OPTIONAL, "why")),
                        "b",
                            List.of(
                                Constraint.of(Constraint.Type.FIELD_REQUIRED, "x"),
                                new Constraint(Constraint.Type.INCOMPATIBLE, "y", "B"))),
                    List.of("public", "t"),
                    true))),
        new MaterializeResponse.Applied("did", Optional.of(STATE)),
        new MaterializeResponse.Opened(Optional.of(RawJson.of("{\"cut\":1}")), true, true, true),
        new MaterializeResponse.Opened(Optional.empty(), false, false, true),
        new MaterializeResponse.Opened(Optional.empty(), false, false),
        new MaterializeResponse.Acknowledged(Optional.empty()),
        new MaterializeResponse.Flushed(Optional.of(STATE)),
        new MaterializeResponse.StartedCommit(Optional.of(STATE)));
  }

  @ParameterizedTest
  @MethodSource
  void materializeResponses(MaterializeResponse message) throws Exception {
    assertThat(
            trip(
                new MaterializeResponseCodec(WHOM),
                MaterializeResponseCodec.decoder(WHOM),
                message))
        .containsExactly(message);
  }

  @Test
  void storesKeepKeyValuesDocumentAndFlags() throws Exception {
    var rows = Rows.row("[1,\"}]\\\"\"]", "[null,{\"a\":[1]}]", "{\"id\":1}", true, false);
    Rows.add(rows, 1, "[2]", "[]", "", false, true);
    Rows.add(rows, 0, "[3]", "[\"\\\\\"]", "{}", false, false);
    var read =
        trip(
            new MaterializeRequestCodec(),
            MaterializeRequestCodec.decoder(WHOM),
            new MaterializeRequest.Store(rows));
    assertThat(read)
        .singleElement()
        .isInstanceOfSatisfying(
            MaterializeRequest.Store.class,
            store ->
                assertThat(Samples.describe(store.rows()))
                    .containsExactly(
                        "0 [1,\"}]\\\"\"] [null,{\"a\":[1]}] {\"id\":1} exists",
                        "1 [2] []  delete",
                        "0 [3] [\"\\\\\"] {}"));
  }

  private static <T> List<T> trip(Encoder<T> encoder, Decoder<T> decoder, T message)
      throws InterruptedException {
    var out = new JsonBuffer();
    encoder.encode(message, out);
    var read = new ArrayList<T>();
    decoder.decode(out.toByteArray(), out.size(), read::add);
    return read;
  }
}
