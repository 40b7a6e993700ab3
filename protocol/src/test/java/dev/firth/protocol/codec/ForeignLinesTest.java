package dev.firth.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Limits;
import dev.firth.protocol.Samples;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.session.Whom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as connectors of other origin write them. */
class ForeignLinesTest {
  private static final Whom WHOM = new Whom("Capture shop", "source-x");

  /** A session has seen enough rows of the usual kind to know its connector, or has seen none. */
  private static List<String> read(int seen, String... lines) throws InterruptedException {
    Decoder<CaptureResponse> decoder = CaptureResponseCodec.decoder(WHOM);
    byte[] usual = Samples.utf8("{\"captured\":{\"doc\":{}}}\n".repeat(seen));
    decoder.decode(usual, usual.length, _ -> {});
    byte[] bytes = Samples.utf8(String.join("\n", lines) + "\n");
    var read = new ArrayList<String>();
    decoder.decode(bytes, bytes.length, response -> describe(response, read));
    return read;
  }

  private static void describe(CaptureResponse response, List<String> out) {
    if (response instanceof CaptureResponse.Captured(var rows)) {
      for (int row = 0; row < rows.count(); row++) {
        out.add(rows.binding(row) + " " + Samples.text(rows, row));
      }
    } else {
      out.add(response.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"captured\":{\"doc\":{\"a\":1}}} | 0 {\"a\":1}",
        "{\"captured\":{\"binding\":12,\"doc\":{\"a\":1}}} | 12 {\"a\":1}",
        "{\"captured\":{\"binding\":0,\"doc\":{}}} | 0 {}",
        "{\"captured\": {\"binding\": 3, \"doc\": {\"a\": {}}}} | 3 {\"a\": {}}",
        "{ \"captured\" : { \"doc\" : {\"a\":\"}}\"} } } | 0 {\"a\":\"}}\"}",
        "{\"captured\":{\"doc\":{\"a\":1},\"binding\":3}} | 3 {\"a\":1}",
        "{\"captured\":{\"binding\":null,\"doc\":{}}} | 0 {}",
        "{\"captured\":{\"binding\":1,\"extra\":{\"doc\":{}},\"doc\":{\"b\":2}}} | 1 {\"b\":2}",
        "{\"captured\":{\"binding\":1,\"docJson\":{\"b\":2}}} | 1 {\"b\":2}",
        "{\"unknown\":7,\"captured\":{\"doc\":{\"b\":2}}} | 0 {\"b\":2}",
        "{\"opened\":null,\"captured\":{\"doc\":{\"b\":2}}} | 0 {\"b\":2}",
        "{\"captured\":{\"doc\":{\"big\":123456789012345678901234567890,\"e\":1e+22}}} | 0 {\"big\":123456789012345678901234567890,\"e\":1e+22}"
      })
  void documents(String line, String expected) throws Exception {
    assertThat(read(0, line)).containsExactly(expected);
    assertThat(read(40, line)).containsExactly(expected);
  }

  @Test
  void whatFollowsTheDocumentIsNoticedWhereItAlwaysFollows() throws Exception {
    String line = "{\"captured\":{\"doc\":{\"a\":1},\"extra\":{}}}";
    assertThat(read(0, "%s\n".formatted(line).repeat(30).strip().split("\n")))
        .hasSize(30)
        .containsOnly("0 {\"a\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"opened\":{}} | Opened[explicitAcknowledgements=false, reportsCaughtUp=false]",
        "{\"opened\":{\"explicitAcknowledgements\":true,\"new\":[1]}} | Opened[explicitAcknowledgements=true, reportsCaughtUp=false]",
        "{\"opened\":{\"explicit_acknowledgements\":true}} | Opened[explicitAcknowledgements=true, reportsCaughtUp=false]",
        "{\"sourcedSchema\":{\"binding\":1,\"schema_json\":{\"type\":\"object\"}}} | SourcedSchema[binding=1, schema={\"type\":\"object\"}]",
        "{\"sourcedSchema\":{\"documentSchema\":{\"type\":\"object\"}}} | SourcedSchema[binding=0, schema={\"type\":\"object\"}]",
        "{\"checkpoint\":{}} | Checkpoint[state=ConnectorState[updated={}, mergePatch=true], caughtUp=false]",
        "{\"checkpoint\":{\"state\":{\"updated\":{\"a\":1e2},\"mergePatch\":true}}} | Checkpoint[state=ConnectorState[updated={\"a\":1e2}, mergePatch=true], caughtUp=false]",
        "{\"checkpoint\":{\"state\":{\"updated\":{}}}} | Checkpoint[state=ConnectorState[updated={}, mergePatch=false], caughtUp=false]",
        "{\"applied\":{}} | Applied[action=]",
        "{\"validated\":{\"bindings\":[{\"resourcePath\":[\"a\"]},{\"resourcePath\":null}]}} | Validated[resourcePaths=[[a], []], warnings=[]]"
      })
  void others(String line, String expected) throws Exception {
    assertThat(read(0, line)).containsExactly(expected);
  }

  @Test
  void rowsOfOneKindAreOneBatchAndOrderIsKept() throws Exception {
    Decoder<CaptureResponse> decoder = CaptureResponseCodec.decoder(WHOM);
    byte[] bytes =
        Samples.utf8(
            "{\"captured\":{\"doc\":{\"a\":1}}}\r\n\n{\"captured\":{\"doc\":{\"a\":2}}}\n{\"checkpoint\":{}}\n{\"captured\":{\"doc\":{\"a\":3}}}");
    var kinds = new ArrayList<String>();
    decoder.decode(
        bytes,
        bytes.length,
        r ->
            kinds.add(
                r instanceof CaptureResponse.Captured(var d) ? "rows " + d.count() : "checkpoint"));
    assertThat(kinds).containsExactly("rows 2", "checkpoint", "rows 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Traceback (most recent call last):",
        "[]",
        "{\"captured\":",
        "{\"nonsense\":{}}",
        "{}",
        "\u0001\u0002binary",
        "{\"opened\":{}} {\"opened\":{}}"
      })
  void garbageIsRefusedAndShown(String line) {
    assertThatThrownBy(() -> read(0, line))
        .isInstanceOf(ConnectorFailure.class)
        .hasMessageContaining(
            "Capture shop: connector source-x broke the protocol: expected a message, which is a JSON object on one line")
        .hasMessageContaining("but came \"" + line.replaceAll("\\p{Cntrl}", "?"));
  }

  @Test
  void aRowWithoutADocumentIsRefused() {
    assertThatThrownBy(() -> read(0, "{\"captured\":{\"binding\":1}}"))
        .hasMessageContaining("expected a doc in every captured, but came none");
    assertThatThrownBy(() -> read(0, "{\"sourcedSchema\":{\"binding\":\"x\"}}"))
        .hasMessageContaining("expected a sourcedSchema as the protocol has it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"x\"", "4294967297", "1.5", "{}", "[1]", "true"})
  void aBindingIsANumber(String binding) {
    assertThatThrownBy(() -> read(0, "{\"captured\":{\"binding\":" + binding + ",\"doc\":{}}}"))
        .hasMessageContaining("expected a captured as the protocol has it");
  }

  @Test
  void aDocumentOfMoreThan16MiBIsRefused() {
    String line =
        "{\"captured\":{\"binding\":1,\"doc\":{\"pad\":\"" + "x".repeat(17 << 20) + "\"}}}";
    for (int seen : new int[] {0, 40}) {
      assertThatThrownBy(() -> read(seen, line))
          .hasMessageContaining(
              "Capture shop: connector source-x sent a document of 17.0 MiB for binding 1, but the most is 16 MiB");
    }
  }

  @Test
  void linesAreWholeHoweverTheirBytesCome() {
    byte[] text = Samples.utf8("{\"a\":1}\n{\"bb\":22}\n\n{\"ccc\":333}\nrest");
    for (int step = 1; step <= text.length; step++) {
      var assembler = new LineAssembler(WHOM);
      var out = new JsonBuffer();
      for (int at = 0; at < text.length; at += step) {
        byte[] lines = assembler.feed(text, at, Math.min(step, text.length - at));
        if (lines.length > 0) {
          assertThat(lines[lines.length - 1]).isEqualTo((byte) '\n');
        }
        out.raw(lines);
      }
      assertThat(
              out.toString()
                  + new String(assembler.rest(), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(new String(text, java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  @Test
  void aMessageOfMoreThan64MiBIsRefused() {
    var assembler = new LineAssembler(WHOM);
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) 'x');
    assertThatThrownBy(
            () -> {
              for (int i = 0; i <= Limits.MESSAGE / piece.length; i++) {
                assembler.feed(piece, 0, piece.length);
              }
            })
        .hasMessageContaining("expected messages of at most 64 MiB, but came a larger one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"store\":{\"key\":[1],\"values\":[2],\"doc\":{\"a\":1}}} | 0 [1] [2] {\"a\":1} ",
        "{\"store\":{\"binding\":2,\"key\":[1],\"keyPacked\":\"FQ==\",\"values\":[2],\"valuesPacked\":\"\",\"doc\":{\"a\":1},\"exists\":true}} | 2 [1] [2] {\"a\":1} exists",
        "{\"store\":{\"key\":[1],\"values\":[],\"delete\":true}} | 0 [1] []  delete",
        "{\"store\": {\"exists\": true, \"delete\": true, \"key\": [\"a\"], \"values\": []}} | 0 [\"a\"] []  exists delete"
      })
  void storesInAnyOrderOfMembers(String line, String expected) throws Exception {
    byte[] bytes = Samples.utf8(line);
    var rows = new ArrayList<String>();
    MaterializeRequestCodec.decoder(WHOM)
        .decode(
            bytes,
            bytes.length,
            r -> {
              if (r instanceof MaterializeRequest.Store(var batch)) {
                rows.addAll(Samples.describe(batch));
              }
            });
    assertThat(rows).containsExactly(expected);
  }
}
