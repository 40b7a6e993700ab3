package dev.firth.documents.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The tape reads what Jackson reads, and the same values; it refuses what Jackson refuses. */
class TapeProperties {
  private static final String[] BYTES = {
    "{", "}", "[", "]", "\"", ":", ",", "\\", "1", "0", ".", "e", "-", "t", "u", " ", "a", "\u0080",
    "\n"
  };

  private static final Pattern LONG_EXPONENT = Pattern.compile("[eE][+-]?[0-9]{10}");

  private final Tape tape = new Tape();

  @Property(tries = 3000)
  void readsTheSameValues(@ForAll long seed) {
    String text = new RandomJson(new Random(seed)).value(4);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    tape.parse(bytes, 0, bytes.length);
    same(tape, 0, ExactJson.mapper().readTree(bytes));
    assertThat(tape.next(0)).isPositive();
    var copy = new JsonBuffer().value(tape, 0);
    assertThat(copy).hasToString(text);
    var other = Parsed.json(text);
    assertThat(JsonOrder.compare(tape, 0, other, 0)).isZero();
    assertThat(JsonOrder.equal(tape, 0, other, 0)).isTrue();
  }

  @Property(tries = 20_000)
  void acceptsAndRefusesTheSame(@ForAll long seed) {
    var random = new Random(seed);
    byte[] bytes = damaged(random, new RandomJson(random).value(3));
    boolean ours = reads(bytes);
    boolean theirs;
    try {
      ExactJson.mapper().readTree(bytes);
      theirs = bytes.length > 0 && !blank(bytes);
    } catch (JacksonException | NumberFormatException e) {
      theirs = false;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (ours != theirs && !known(bytes)) {
      assertThat(ours).as(text).isEqualTo(theirs);
    }
  }

  /** Whatever the bytes, there is an answer, and no byte outside of the document matters. */
  @Property(tries = 20_000)
  void neverLooksOutside(@ForAll long seed) {
    var random = new Random(seed);
    byte[] inner = damaged(random, new RandomJson(random).value(3));
    byte[] outer = new byte[inner.length + 24];
    random.nextBytes(outer);
    System.arraycopy(inner, 0, outer, 12, inner.length);
    boolean alone = reads(inner);
    boolean within;
    try {
      tape.parse(outer, 12, inner.length);
      within = true;
    } catch (JsonException e) {
      within = false;
      assertThat(e.offset()).isBetween(0, inner.length);
    }
    assertThat(within).isEqualTo(alone);
  }

  @Example
  void ordersAsItEquals() {
    var random = new RandomJson(new Random(1));
    for (int i = 0; i < 3000; i++) {
      var a = Parsed.json(random.value(2));
      var b = Parsed.json(random.value(2));
      int order = JsonOrder.compare(a, 0, b, 0);
      assertThat(JsonOrder.compare(b, 0, a, 0))
          .isEqualTo(-Integer.signum(order) * Math.abs(JsonOrder.compare(b, 0, a, 0)));
      assertThat(JsonOrder.equal(a, 0, b, 0)).isEqualTo(order == 0);
    }
  }

  private boolean reads(byte[] bytes) {
    try {
      tape.parse(bytes, 0, bytes.length);
      return true;
    } catch (JsonException e) {
      return false;
    }
  }

  private static byte[] damaged(Random random, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int n = random.nextInt(3); n > 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      byte[] piece = BYTES[random.nextInt(BYTES.length)].getBytes(StandardCharsets.ISO_8859_1);
      int cut = random.nextInt(2);
      byte[] next = new byte[bytes.length + piece.length - cut];
      System.arraycopy(bytes, 0, next, 0, at);
      System.arraycopy(piece, 0, next, at, piece.length);
      System.arraycopy(bytes, at + cut, next, at + piece.length, bytes.length - at - cut);
      bytes = next;
    }
    return bytes;
  }

  private static boolean blank(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).isBlank();
  }

  /**
   * Where Jackson is laxer: characters of UTF-8 cut short at the end, which it takes for the end of
   * the document.
   */
  private static boolean known(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.contains("\\u")
        || text.indexOf('\u0080') >= 0
        || LONG_EXPONENT.matcher(text).find();
  }

  private static void same(Tape t, int node, JsonNode expected) {
    switch (t.type(node)) {
      case Tape.NULL -> assertThat(expected.isNull()).isTrue();
      case Tape.TRUE, Tape.FALSE ->
          assertThat(expected.booleanValue()).isEqualTo(t.type(node) == Tape.TRUE);
      case Tape.INTEGER -> assertThat(t.longValue(node)).isEqualTo(expected.longValue());
      case Tape.NUMBER -> {
        BigDecimal exact = expected.decimalValue();
        assertThat(t.decimalValue(node)).isEqualByComparingTo(exact);
        assertThat(t.doubleValue(node)).isEqualTo(Double.parseDouble(t.string(node)));
        assertThat(t.integral(node)).isEqualTo(exact.stripTrailingZeros().scale() <= 0);
      }
      case Tape.STRING -> {
        assertThat(t.string(node)).isEqualTo(expected.asString());
        assertThat(t.equalTo(node, expected.asString().getBytes(StandardCharsets.UTF_8))).isTrue();
      }
      case Tape.ARRAY -> {
        assertThat(t.count(node)).isEqualTo(expected.size());
        int item = node + 2;
        for (JsonNode element : expected.values()) {
          same(t, item, element);
          item = t.next(item);
        }
        assertThat(item).isEqualTo(t.next(node));
      }
      default -> {
        assertThat(t.count(node)).isEqualTo(expected.size());
        for (var member : expected.properties()) {
          int value = t.find(node, member.getKey().getBytes(StandardCharsets.UTF_8));
          assertThat(value).isPositive();
          same(t, value, member.getValue());
        }
      }
    }
  }
}
