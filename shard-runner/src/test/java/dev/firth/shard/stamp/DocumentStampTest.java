package dev.firth.shard.stamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the tables {@code S} stands for the runtime's two members. */
class DocumentStampTest {
  private static final String CLOCK = "0199d1c0a5b0-0003";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      no _meta                 | {"a":1}                              | {"_meta":{S},"a":1}
      empty                    | {}                                   | {"_meta":{S}}
      empty with a blank       | { }                                  | {"_meta":{S} }
      _meta first              | {"_meta":{"op":"c"},"a":1}           | {"_meta":{S,"op":"c"},"a":1}
      _meta last               | {"a":1,"_meta":{"op":"c"}}           | {"a":1,"_meta":{S,"op":"c"}}
      empty _meta              | {"a":1,"_meta":{}}                   | {"a":1,"_meta":{S}}
      own uuid replaced        | {"_meta":{"uuid":7,"op":"d"}}        | {"_meta":{S,"op":"d"}}
      own clock last           | {"_meta":{"op":"d","clock":[1]},"b":2} | {"_meta":{S,"op":"d"},"b":2}
      both                     | {"_meta":{"uuid":{},"clock":"x"}}    | {"_meta":{S}}
      _meta is no object       | {"_meta":null,"a":1}                 | {"_meta":{S},"a":1}
      nested _meta             | {"a":{"_meta":{"x":1}}}              | {"_meta":{S},"a":{"_meta":{"x":1}}}
      in a string              | {"a":"\\"_meta\\":{"}                | {"_meta":{S},"a":"\\"_meta\\":{"}
      escaped name             | {"\\u005fmeta":{"uuid":1}}           | {"\\u005fmeta":{S}}
      escaped inner name       | {"_meta":{"\\u0075uid":1,"z":2}}     | {"_meta":{S,"z":2}}
      uuid deeper stays        | {"_meta":{"source":{"uuid":1}}}      | {"_meta":{S,"source":{"uuid":1}}}
      blanks                   | { "a" : [1, {"b":"]"}] , "_meta" : { "op" : "c" } } | { "a" : [1, {"b":"]"}] , "_meta" : {S,"op" : "c"} }
      """)
  void splices(String what, String document, String expected) {
    assertThat(stamped(document).replaceAll("\"uuid\":\"[^\"]*\",\"clock\":\"" + CLOCK + "\"", "S"))
        .as(what)
        .isEqualTo(expected);
    assertThat(stamped(stamped(document)))
        .as("stamping again replaces")
        .isEqualTo(stamped(document));
    var tape = new Tape();
    byte[] bytes = stamped(document).getBytes(UTF_8);
    tape.parse(bytes, 0, bytes.length);
    assertThat(tape.type(0)).isEqualTo(Tape.OBJECT);
    assertThat(DocumentStamp.place(tape)).as("a stamped document is not stamped here").isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      {"_meta":{"op":"c"},"a":1}          | {"_meta":{S,"op":"c"},"a":1}
      {"a":1,"_meta":{"op":"c"}}          | {"a":1,"_meta":{S,"op":"c"}}
      {"a":1,"_meta":{}}                  | {"a":1,"_meta":{S}}
      {"a":1,"_meta":{ }}                 | {"a":1,"_meta":{S }}
      {"\u005fmeta":{"b":1}}             | {"\u005fmeta":{S,"b":1}}
      { "_meta" : { "op" : "c" } }        | { "_meta" : {S, "op" : "c" } }
      {"_meta":{"source":{"uuid":1}}}     | {"_meta":{S,"source":{"uuid":1}}}
      {"a":1}                             | elsewhere
      {"_meta":null}                      | elsewhere
      {"_meta":{"op":"d","clock":[1]}}    | elsewhere
      {"_meta":{"\u0075uid":1}}          | elsewhere
      """)
  void aPlaceThatWasSeenWhileReadingSparesTheSearch(String document, String expected) {
    byte[] bytes = (" " + document).getBytes(UTF_8);
    var tape = new Tape();
    tape.parse(bytes, 1, bytes.length - 1);
    int place = DocumentStamp.place(tape);
    if (place == 0) {
      assertThat(expected).isEqualTo("elsewhere");
      return;
    }
    var out = new JsonBuffer();
    var uuids = new UuidSequence(1_700_000_000_123L, 3, 42L);
    new DocumentStamp()
        .stampAt(bytes, 1, bytes.length - 1, place, uuids, CLOCK.getBytes(UTF_8), out);
    assertThat(text(out).replaceAll("\"uuid\":\"[^\"]*\",\"clock\":\"" + CLOCK + "\"", "S"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      {"a":1}                     | {"a":1}
      {}                          | {}
      {"_meta":{"op":"c"},"a":1}  | {"_meta":{"op":"c"},"a":1}
      {"a":1,"_meta":{}}          | {"a":1}
      {"a":1,"_meta":{},"b":2}    | {"a":1,"b":2}
      """)
  void strippingGivesBackWhatTheConnectorWrote(String document, String expected) {
    byte[] bytes = stamped(document).getBytes(UTF_8);
    var out = new JsonBuffer();
    new DocumentStamp().strip(bytes, 0, bytes.length, out);
    assertThat(text(out)).isEqualTo(expected);
  }

  @Test
  void uuidsRiseByTheTickAndCarryTheClock() {
    var uuids = new UuidSequence(1_700_000_000_123L, 4567, -1L);
    byte[] first = new byte[UuidSequence.LENGTH];
    byte[] second = new byte[UuidSequence.LENGTH];
    uuids.next(first, 0);
    uuids.next(second, 0);
    UUID parsed = UUID.fromString(new String(first, UTF_8));
    assertThat(parsed.version()).isEqualTo(1);
    assertThat(parsed.variant()).isEqualTo(2);
    assertThat(parsed.node() & 0x0100_0000_0000L).isNotZero();
    assertThat(UUID.fromString(new String(second, UTF_8)).timestamp())
        .isEqualTo(parsed.timestamp() + 1);
    assertThat(UuidSequence.ticks(first, 0, first.length))
        .isEqualTo(1_700_000_000_123L * 10_000 + 4567);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00.000000Z",
    "17000000001234567, 2023-11-14T22:13:20.123456Z",
    "863999999999, 1970-01-01T23:59:59.999999Z",
    "864000000000, 1970-01-02T00:00:00.000000Z"
  })
  void publishedAt(long ticks, String expected) {
    var out = new JsonBuffer();
    var writer = new PublishedAt();
    writer.write(1, out);
    out.reset();
    writer.write(ticks, out);
    assertThat(text(out)).isEqualTo("\"" + expected + "\"");
  }

  private static String stamped(String document) {
    byte[] bytes = ("xx" + document + "yy").getBytes(UTF_8);
    var out = new JsonBuffer();
    new DocumentStamp()
        .stamp(bytes, 2, bytes.length - 4, new UuidSequence(1, 2, 3), CLOCK.getBytes(UTF_8), out);
    return text(out);
  }

  private static String text(JsonBuffer out) {
    return new String(out.bytes(), 0, out.size(), UTF_8);
  }
}
