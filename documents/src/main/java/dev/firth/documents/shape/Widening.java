package dev.firth.documents.shape;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.NamedFormat;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Widens a shape so that it accepts a document, in what the document violates and no further:
 * continuous inference. A shape that accepts the document already comes back as the same object.
 *
 * <p>The first value of a type sets bounds: lengths to the powers of two around them, numbers to
 * the powers of ten, strings to the format they have, objects to their properties, all required and
 * no others. Later values only ever lift them.
 */
public final class Widening {
  /** Formats that a first string is held against, the most telling first. */
  private static final List<String> DETECTED =
      List.of("integer", "number", "date-time", "date", "uuid", "sha256");

  /** Of ten: greater numbers have no bound. */
  private static final int MOST_EXPONENT = 10_000;

  private final Tape tape;

  private Widening(Tape tape) {
    this.tape = tape;
  }

  /**
   * The shape that accepts the value at a node too.
   *
   * @return {@code shape} itself if it does
   */
  public static Shape widen(Shape shape, Tape tape, int node) {
    return new Widening(tape).value(shape, node);
  }

  private Shape value(Shape shape, int node) {
    if (shape.enumeration().isPresent()) {
      return enumerated(shape, shape.enumeration().get(), node);
    }
    int type = typeOf(node);
    boolean first = !shape.types().overlaps(type);
    boolean lacking = (shape.types().bits() & type) != type;
    Types types = lacking ? shape.types().or(new Types(type)) : shape.types();
    StringShape string = shape.string();
    NumberShape number = shape.number();
    ArrayShape array = shape.array();
    ObjectShape object = shape.object();
    switch (type) {
      case Types.STRING -> string = string(string, node, first);
      case Types.INTEGER, Types.NUMBER ->
          number = number(number, tape.cutValue(node), !shape.types().overlaps(Types.NUMBER));
      case Types.ARRAY -> array = array(array, node, first);
      case Types.OBJECT -> object = object(object, node, first);
      default -> {}
    }
    boolean same =
        !lacking
            && string == shape.string()
            && number == shape.number()
            && array == shape.array()
            && object == shape.object();
    return same ? shape : shape.with(types, string, number).with(array, object);
  }

  /** A number with a fraction makes the type {@code number}; one that is whole is an integer. */
  private int typeOf(int node) {
    return switch (tape.type(node)) {
      case Tape.NULL -> Types.NULL;
      case Tape.TRUE, Tape.FALSE -> Types.BOOLEAN;
      case Tape.INTEGER -> Types.INTEGER;
      case Tape.NUMBER -> tape.integral(node) ? Types.INTEGER : Types.NUMBER;
      case Tape.STRING -> Types.STRING;
      case Tape.ARRAY -> Types.ARRAY;
      default -> Types.OBJECT;
    };
  }

  /** A new string joins the values; anything else makes the list a shape of all of them. */
  private Shape enumerated(Shape shape, List<JsonNode> values, int node) {
    JsonNode value =
        ExactJson.read(tape.bytes(), tape.start(node), tape.end(node) - tape.start(node));
    if (Values.contains(values, value)) {
      return shape;
    }
    if (value.isString()) {
      var more = new ArrayList<>(values);
      more.add(value);
      return shape.with(Optional.of(List.copyOf(more)), new Types(Types.STRING));
    }
    Shape open = shape.with(Optional.empty(), Types.NONE);
    for (JsonNode known : values) {
      open = widen(open, ExactJson.tape(known), 0);
    }
    return value(open, node);
  }

  private StringShape string(StringShape string, int node, boolean first) {
    String text = tape.string(node);
    int length = text.codePointCount(0, text.length());
    if (first) {
      Optional<String> format =
          DETECTED.stream().filter(f -> NamedFormat.accepts(f, text)).findFirst();
      return new StringShape(
          format,
          string.contentEncoding(),
          string.contentMediaType(),
          lower(length),
          Optional.of(upper(length)));
    }
    Optional<String> format = format(string.format(), text);
    boolean shorter = length < string.minLength();
    boolean longer = string.maxLength().filter(most -> length > most).isPresent();
    return shorter || longer || !format.equals(string.format())
        ? new StringShape(
            format,
            string.contentEncoding(),
            string.contentMediaType(),
            shorter ? lower(length) : string.minLength(),
            longer ? Optional.of(upper(length)) : string.maxLength())
        : string;
  }

  private static Optional<String> format(Optional<String> format, String text) {
    if (format.isEmpty() || NamedFormat.accepts(format.get(), text)) {
      return format;
    }
    boolean number = format.get().equals("integer") && NamedFormat.accepts("number", text);
    return number ? Optional.of("number") : Optional.empty();
  }

  private static NumberShape number(NumberShape number, BigDecimal value, boolean first) {
    if (first) {
      return new NumberShape(lower(value), upper(value));
    }
    boolean less = number.minimum().filter(least -> value.compareTo(least) < 0).isPresent();
    boolean more = number.maximum().filter(most -> value.compareTo(most) > 0).isPresent();
    return less || more
        ? new NumberShape(
            less ? lower(value) : number.minimum(), more ? upper(value) : number.maximum())
        : number;
  }

  private ArrayShape array(ArrayShape array, int node, boolean first) {
    var tuple = new ArrayList<>(array.tuple());
    Optional<Shape> rest = first ? Optional.of(Shape.NOTHING) : array.additional();
    boolean changed = first;
    int index = 0;
    int end = tape.next(node);
    for (int item = node + 2; item < end; item = tape.next(item), index++) {
      if (index < tuple.size()) {
        Shape was = tuple.get(index);
        tuple.set(index, value(was, item));
        changed |= tuple.get(index) != was;
      } else if (rest.isPresent()) {
        Shape was = rest.get();
        Shape now = value(was, item);
        changed |= now != was;
        rest = now == was ? rest : Optional.of(now);
      }
    }
    int size = tape.count(node);
    boolean fewer = first || size < array.minItems();
    boolean more = first || array.maxItems().filter(most -> size > most).isPresent();
    return changed || fewer || more
        ? new ArrayShape(
            fewer ? lower(size) : array.minItems(),
            more ? Optional.of(upper(size)) : array.maxItems(),
            tuple,
            rest)
        : array;
  }

  private ObjectShape object(ObjectShape object, int node, boolean first) {
    var widened = new WidenedObject(object, first);
    int end = tape.next(node);
    for (int name = node + 2; name < end; name = tape.next(name + 2)) {
      int member = name + 2;
      widened.member(tape.string(name), shape -> value(shape, member));
    }
    return widened.shape();
  }

  /** The power of two below a length, which counts as below itself. */
  private static int lower(int length) {
    return length == 0 ? 0 : Integer.highestOneBit(length - 1 | 1) >> (length == 1 ? 1 : 0);
  }

  /** The power of two at or above a length. */
  private static int upper(int length) {
    return length <= 1
        ? length
        : length > 1 << 30 ? Integer.MAX_VALUE : Integer.highestOneBit(length - 1) << 1;
  }

  private static Optional<BigDecimal> lower(BigDecimal value) {
    return value.signum() < 0
        ? upper(value.negate()).map(BigDecimal::negate)
        : decade(value, 0, BigDecimal.ZERO);
  }

  private static Optional<BigDecimal> upper(BigDecimal value) {
    return value.signum() < 0
        ? lower(value.negate()).map(BigDecimal::negate)
        : decade(value, 1, value.signum() == 0 ? BigDecimal.ZERO : BigDecimal.ONE);
  }

  /** A power of ten beside a number of at least one; none beside those that nobody counts with. */
  private static Optional<BigDecimal> decade(BigDecimal value, int above, BigDecimal small) {
    if (value.compareTo(BigDecimal.ONE) < 0) {
      return Optional.of(small);
    }
    long exponent = (long) value.precision() - value.scale() - 1 + above;
    if (exponent > MOST_EXPONENT) {
      return Optional.empty();
    }
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen((int) exponent);
    return Optional.of(exponent <= 40 ? power.setScale(0) : power);
  }
}
