package dev.firth.documents.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.documents.json.JsonOrder;
import dev.firth.documents.json.Pointer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.shape.Inference;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.ObjectMapper;

class KeyTest {
  private static final KeyExtractor ROOT =
      new KeyExtractor(List.of(Pointer.ROOT), List.of(Optional.empty()));

  private static Tape tape(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    var tape = new Tape();
    tape.parse(bytes, 0, bytes.length);
    return tape;
  }

  private static byte[] pack(KeyExtractor extractor, String json) {
    var key = new PackedKey();
    extractor.pack(tape(json), 0, key);
    return key.toByteArray();
  }

  private static String unpack(byte[] packed) {
    var surrounded = new byte[packed.length + 2];
    Arrays.fill(surrounded, (byte) 0xff);
    System.arraycopy(packed, 0, surrounded, 1, packed.length);
    var out = new dev.firth.documents.json.JsonBuffer();
    PackedKey.toJson(surrounded, 1, packed.length, out);
    return out.toString();
  }

  /** The bytes are part of the format of logs: a change here is a change of the format. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false                 | 02                             | [false]
          true                  | 03                             | [true]
          0                     | 20                             | [0]
          -0.0                  | 20                             | [0]
          1                     | 2101                           | [1]
          1.0                   | 2101                           | [1]
          10e-1                 | 2101                           | [1]
          -1                    | 1ffe                           | [-1]
          255                   | 21ff                           | [255]
          256                   | 220100                         | [256]
          -256                  | 1efeff                         | [-256]
          9223372036854775807   | 287fffffffffffffff             | [9223372036854775807]
          -9223372036854775808  | 187fffffffffffffff             | [-9223372036854775808]
          9223372036854775808   | 288000000000000000             | [9223372036854775808]
          18446744073709551615  | 28ffffffffffffffff             | [18446744073709551615]
          18446744073709551616  | 2900000009010000000000000000   | [18446744073709551616]
          -18446744073709551616 | 17fffffff6feffffffffffffffff   | [-18446744073709551616]
          1e20                  | 290000000905 6bc75e2d63100000  | [100000000000000000000]
          ""                    | 3000                           | [""]
          "a"                   | 306100                         | ["a"]
          "\\u0061"             | 306100                         | ["a"]
          "a\\u0000b"           | 306100ff6200                   | ["a\\u0000b"]
          "é"                   | 30c3a900                       | ["é"]
          """)
  void packs(String json, String hex, String unpacked) {
    byte[] packed = pack(ROOT, json);
    assertThat(HexFormat.of().formatHex(packed)).isEqualTo(hex.replace(" ", ""));
    assertThat(unpack(packed)).isEqualTo(unpacked);
  }

  /** Shards own ranges of this hash: a change here moves every key. */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1    | 21845817
          2    | e5160859
          "a"  | 8ab2fc23
          "10" | 625a4d1
          """)
  void hashes(String json, String hash) {
    byte[] packed = pack(ROOT, json);
    assertThat(Integer.toHexString(KeyHash.of(packed, 0, packed.length))).isEqualTo(hash);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                    | the key location /id is absent from the document, and its schema has no default for it
          {"id": null}          | the key location /id holds null, but a key is made of booleans, integers and strings
          {"id": [1]}           | the key location /id holds an array, but a key is made of booleans, integers and strings
          {"id": {"x": 1}}      | the key location /id holds an object, but a key is made of booleans, integers and strings
          {"id": 1.5}           | the key location /id holds the fractional number 1.5, but a key is made of booleans, integers and strings
          {"id": %s}            | the key location /id holds an integer of more than 10000 digits, but a key is made of booleans, integers and strings
          {"id": 1e99999}       | the key location /id holds an integer of more than 10000 digits, but a key is made of booleans, integers and strings
          """)
  void refuses(String json, String sentence) {
    var extractor = new KeyExtractor(List.of(Pointer.of("/id")), List.of(Optional.empty()));
    assertThatThrownBy(() -> pack(extractor, json.replace("%s", "7".repeat(30_000))))
        .isInstanceOfSatisfying(
            KeyException.class,
            e -> {
              assertThat(e).hasMessage(sentence);
              assertThat(e.pointer()).isEqualTo("/id");
            });
  }

  @Test
  void defaultsOfTheSchemaStandIn() {
    var schema =
        new ObjectMapper()
            .readTree(
                """
                {"properties": {"id": {"type": "integer"}, "region": {"type": "string", "default": "eu"}}}
                """);
    var extractor = KeyExtractor.of(List.of("/region", "/id"), Inference.infer(schema));
    assertThat(unpack(pack(extractor, "{\"id\": 7}"))).isEqualTo("[\"eu\",7]");
    assertThat(unpack(pack(extractor, "{\"id\": 7, \"region\": \"us\"}"))).isEqualTo("[\"us\",7]");
  }

  @Property
  void packedOrderIsTheOrderOfValues(@ForAll("scalars") String a, @ForAll("scalars") String b) {
    int expected = Integer.signum(JsonOrder.compare(tape(a), 0, tape(b), 0));
    int actual = Integer.signum(Arrays.compareUnsigned(pack(ROOT, a), pack(ROOT, b)));
    assertThat(actual).isEqualTo(expected);
  }

  @Property
  void packedOrderOfTwoComponentsIsTheirs(
      @ForAll("scalars") String a1,
      @ForAll("scalars") String a2,
      @ForAll("scalars") String b1,
      @ForAll("scalars") String b2) {
    var two =
        new KeyExtractor(
            List.of(Pointer.of("/0"), Pointer.of("/1")),
            List.of(Optional.empty(), Optional.empty()));
    String a = "[" + a1 + "," + a2 + "]";
    String b = "[" + b1 + "," + b2 + "]";
    int expected = Integer.signum(JsonOrder.compare(tape(a), 0, tape(b), 0));
    assertThat(Integer.signum(Arrays.compareUnsigned(pack(two, a), pack(two, b))))
        .isEqualTo(expected);
    assertThat(JsonOrder.compare(tape(unpack(pack(two, a))), 0, tape(a), 0)).isZero();
  }

  @Provide
  Arbitrary<String> scalars() {
    var mapper = new ObjectMapper();
    return Arbitraries.oneOf(
        Arbitraries.of("true", "false"),
        Arbitraries.integers().between(-300, 300).map(String::valueOf),
        Arbitraries.integers().between(-300, 300).map(i -> i + ".0"),
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.bigIntegers()
            .between(BigInteger.TWO.pow(80).negate(), BigInteger.TWO.pow(80))
            .map(String::valueOf),
        Arbitraries.strings()
            .withChars('a', 'b', '\0', '\u00e9', '\u20ac')
            .ofMaxLength(4)
            .map(mapper::writeValueAsString));
  }
}
