package dev.firth.shard.materialize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.FragmentSpec;
import dev.firth.specs.Inference;
import dev.firth.specs.Projection;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class RowWriterTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Values of address/region, flow_published_at, note (default "none") and total. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      {"total":1.50,"note":"a","address":{"region":"eu"}} | ["eu",null,"a",1.50]
      {}                                                  | [null,null,"none",null]
      {"total":null,"note":null}                          | [null,null,null,null]
      {"total":{"a":[1, 2]},"note":"\\u00e9\\n"}          | [null,null,"\\u00e9\\n",{"a":[1, 2]}]
      {"total":123456789012345678901234567890}            | [null,null,"none",123456789012345678901234567890]
      {"_meta":{"uuid":"13814000-1dd2-11b2-8000-010000000000"}} | [null,"1970-01-01T00:00:00.000000Z","none",null]
      {"_meta":{"uuid":"nonsense"}}                       | [null,null,"none",null]
      """)
  void writesRawSpansAndDefaults(String document, String expected) {
    var tape = new Tape();
    byte[] bytes = document.getBytes(UTF_8);
    tape.parse(bytes, 0, bytes.length);
    var fields = List.of("address/region", "flow_published_at", "note", "total");
    var rows =
        new RowWriter(
            collection(), new FieldSelection(List.of("id"), fields, Optional.empty(), Map.of()));
    var out = new JsonBuffer();
    rows.values(tape, out);
    assertThat(out.toString()).isEqualTo(expected);
    assertThat(valuesByNote(rows, tape, bytes)).isEqualTo(expected);
  }

  /** The same from a copy elsewhere, with the note behind it. */
  private static String valuesByNote(RowWriter rows, Tape tape, byte[] document) {
    int[] spans = rows.spans(tape);
    var copy =
        ByteBuffer.allocate(5 + document.length + 4 * spans.length).order(ByteOrder.LITTLE_ENDIAN);
    copy.position(5).put(document);
    for (int number : spans) {
      copy.putInt(number);
    }
    var out = new JsonBuffer();
    rows.values(copy.array(), 5, 5 + document.length, out);
    return out.toString();
  }

  private static CollectionSpec collection() {
    var schema = JSON.objectNode();
    return new CollectionSpec(
        "default",
        "orders",
        "0.0",
        List.of("/id"),
        schema,
        schema,
        List.of(
            projection("address/region", "/address/region", Optional.empty()),
            projection("flow_published_at", "/_meta/uuid", Optional.empty()),
            projection("note", "/note", Optional.of(JSON.stringNode("none"))),
            projection("total", "/total", Optional.empty())),
        List.of(),
        FragmentSpec.DEFAULT,
        Optional.empty());
  }

  private static Projection projection(String field, String at, Optional<JsonNode> absent) {
    var inference =
        new Inference(
            List.of("string"),
            Inference.Existence.MAY,
            Optional.empty(),
            Optional.empty(),
            absent,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.<BigDecimal>empty(),
            Optional.empty());
    return new Projection(field, at, false, false, false, inference);
  }
}
