package dev.firth.documents.key;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Pointer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.shape.Shape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes the key out of documents. Its components are booleans, integers of any size (1.0 is the
 * integer 1) and strings; where a location is absent its default stands in. Immutable: one
 * extractor serves many threads.
 */
public final class KeyExtractor {
  private static final int MAX_DIGITS = 10_000;

  /** Characters of a number that is not looked at: reading it takes time of their square. */
  private static final int MAX_TEXT = 2 * MAX_DIGITS;

  private static final int QUOTED = 40;

  private final Pointer[] key;
  private final @Nullable PackedKey[] defaults;

  /**
   * An extractor.
   *
   * @param key locations of the components, in order
   * @param defaults what stands in for an absent component, or nothing; as many as the key has
   * @throws KeyException when a default is no boolean, integer or string
   */
  public KeyExtractor(List<Pointer> key, List<Optional<JsonNode>> defaults) {
    if (key.size() != defaults.size()) {
      throw new IllegalArgumentException("One default or none for each key location");
    }
    this.key = key.toArray(Pointer[]::new);
    this.defaults = new @Nullable PackedKey[key.size()];
    for (int i = 0; i < this.key.length; i++) {
      Pointer pointer = this.key[i];
      this.defaults[i] = defaults.get(i).map(value -> packDefault(pointer, value)).orElse(null);
    }
  }

  /**
   * An extractor with the defaults of a schema.
   *
   * @param key RFC 6901 pointers
   */
  public static KeyExtractor of(List<String> key, Shape shape) {
    var defaults = new ArrayList<Optional<JsonNode>>();
    key.forEach(pointer -> defaults.add(shape.locate(pointer).shape().defaultValue()));
    return new KeyExtractor(key.stream().map(Pointer::of).toList(), defaults);
  }

  /** Components of the key. */
  public int size() {
    return key.length;
  }

  /** The locations of the components, in order. */
  public List<Pointer> pointers() {
    return List.of(key);
  }

  /**
   * Packs the key of the document at {@code root}, replacing what {@code out} holds.
   *
   * @throws KeyException when a component is absent without a default, or of another type
   */
  public void pack(Tape tape, int root, PackedKey out) throws KeyException {
    out.clear();
    for (int i = 0; i < key.length; i++) {
      int node = key[i].locate(tape, root);
      if (node >= 0) {
        packComponent(tape, node, key[i], out);
      } else {
        packDefault(i, out);
      }
    }
  }

  /**
   * Writes the key of the document at {@code root} as a JSON array, such as {@code [1,"a"]}.
   *
   * @throws KeyException as {@link #pack}
   */
  public void keyJson(Tape tape, int root, JsonBuffer out) throws KeyException {
    var packed = new PackedKey();
    pack(tape, root, packed);
    PackedKey.toJson(packed.bytes(), 0, packed.length(), out);
  }

  private void packDefault(int component, PackedKey out) {
    PackedKey standIn = defaults[component];
    if (standIn == null) {
      throw new KeyException(
          key[component].toString(),
          "the key location %s is absent from the document, and its schema has no default for it"
              .formatted(key[component]));
    }
    out.append(standIn);
  }

  private static void packComponent(Tape tape, int node, Pointer at, PackedKey out) {
    switch (tape.type(node)) {
      case Tape.TRUE -> out.add(true);
      case Tape.FALSE -> out.add(false);
      case Tape.INTEGER -> out.add(tape.longValue(node));
      case Tape.STRING -> packString(tape, node, out);
      case Tape.NUMBER -> {
        if (!tape.integral(node)) {
          throw refused(at, "the fractional number " + quote(tape, node));
        }
        if (tape.length(node) > MAX_TEXT) {
          throw tooLong(at);
        }
        out.add(whole(tape.decimalValue(node), at));
      }
      case Tape.NULL -> throw refused(at, "null");
      case Tape.ARRAY -> throw refused(at, "an array");
      default -> throw refused(at, "an object");
    }
  }

  private static void packString(Tape tape, int node, PackedKey out) {
    if (!tape.escaped(node)) {
      out.addString(tape.bytes(), tape.offset(node), tape.length(node));
      return;
    }
    byte[] decoded = new byte[tape.length(node)];
    out.addString(decoded, 0, tape.decode(node, decoded, 0));
  }

  private static BigInteger whole(BigDecimal number, Pointer at) {
    if (number.signum() == 0) {
      return BigInteger.ZERO;
    }
    if ((long) number.precision() - number.scale() > MAX_DIGITS) {
      throw tooLong(at);
    }
    return number.toBigIntegerExact();
  }

  private static KeyException tooLong(Pointer at) {
    return refused(at, "an integer of more than %d digits".formatted(MAX_DIGITS));
  }

  private static PackedKey packDefault(Pointer at, JsonNode value) {
    byte[] json = value.toString().getBytes(StandardCharsets.UTF_8);
    var tape = new Tape();
    tape.parse(json, 0, json.length);
    var packed = new PackedKey();
    packComponent(tape, 0, at, packed);
    return packed;
  }

  private static KeyException refused(Pointer at, String found) {
    return new KeyException(
        at.toString(),
        "the key location %s holds %s, but a key is made of booleans, integers and strings"
            .formatted(at, found));
  }

  private static String quote(Tape tape, int node) {
    String text = tape.string(node);
    return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "...";
  }

  @Override
  public String toString() {
    return Arrays.toString(key);
  }
}
