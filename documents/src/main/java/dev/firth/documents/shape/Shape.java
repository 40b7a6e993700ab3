package dev.firth.documents.shape;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * What a schema says of one location: a superset of the documents that it accepts there. Facts that
 * a shape cannot express are left out, which only widens it.
 *
 * @param types the JSON types
 * @param string meaningful where {@code types} has strings, as are the next three of their types
 * @param enumeration the only values, where the schema lists them ({@code enum}, {@code const})
 * @param title {@code title}
 * @param description {@code description}
 * @param defaultValue {@code default}
 * @param reductions the distinct {@code reduce} annotations that may apply, in order of appearance
 * @param secret whether {@code secret} or {@code airbyte_secret} is true
 * @param annotations keywords that begin with {@code x-}, such as {@code x-sql-type}, and {@code
 *     redact}
 */
public record Shape(
    Types types,
    StringShape string,
    NumberShape number,
    ArrayShape array,
    ObjectShape object,
    Optional<List<JsonNode>> enumeration,
    Optional<String> title,
    Optional<String> description,
    Optional<JsonNode> defaultValue,
    List<JsonNode> reductions,
    boolean secret,
    SortedMap<String, JsonNode> annotations) {

  public static final Shape ANYTHING = ofTypes(Types.ANY);
  public static final Shape NOTHING = ofTypes(Types.NONE);

  /** The shape of all values of some types. */
  public static Shape ofTypes(Types types) {
    return new Shape(
        types,
        StringShape.ANY,
        NumberShape.ANY,
        ArrayShape.ANY,
        ObjectShape.ANY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        new TreeMap<>());
  }

  public Shape {
    enumeration = enumeration.map(List::copyOf);
    reductions = List.copyOf(reductions);
  }

  /** What holds of a value that satisfies both. */
  public Shape intersect(Shape other) {
    Types both = types.and(other.types);
    Optional<List<JsonNode>> values =
        Bound.either(enumeration, other.enumeration, Values::common)
            .map(list -> list.stream().filter(v -> both.overlaps(Values.type(v))).toList());
    Types possible = values.map(Values::types).orElse(both);
    return new Shape(
        possible,
        string.intersect(other.string),
        number.intersect(other.number),
        array.intersect(other.array),
        object.intersect(other.object),
        values,
        title.or(other::title),
        description.or(other::description),
        defaultValue.or(other::defaultValue),
        distinct(reductions, other.reductions),
        secret || other.secret,
        mergeAnnotations(other));
  }

  /** What holds of a value that satisfies one or the other. */
  public Shape union(Shape other) {
    if (other.types.isEmpty()) {
      return this;
    }
    if (types.isEmpty()) {
      return other;
    }
    return new Shape(
        types.or(other.types),
        unionOf(Types.STRING, other, string, other.string, StringShape::union),
        unionOf(Types.NUMBER, other, number, other.number, NumberShape::union),
        unionOf(Types.ARRAY, other, array, other.array, ArrayShape::union),
        unionOf(Types.OBJECT, other, object, other.object, ObjectShape::union),
        Bound.both(enumeration, other.enumeration, Values::all),
        Bound.same(title, other.title),
        Bound.same(description, other.description),
        Bound.same(defaultValue, other.defaultValue),
        distinct(reductions, other.reductions),
        secret || other.secret,
        commonAnnotations(other));
  }

  /** A fact about one type comes from the sides that have the type. */
  private <T> T unionOf(int mask, Shape other, T mine, T theirs, BinaryOperator<T> both) {
    if (!types.overlaps(mask)) {
      return theirs;
    }
    return other.types.overlaps(mask) ? both.apply(mine, theirs) : mine;
  }

  /** The same but for what is in it. */
  Shape with(ArrayShape items, ObjectShape members) {
    return new Shape(
        types,
        string,
        number,
        items,
        members,
        enumeration,
        title,
        description,
        defaultValue,
        reductions,
        secret,
        annotations);
  }

  /** The same but for its types, and what is known of its scalars. */
  Shape with(Types others, StringShape strings, NumberShape numbers) {
    return new Shape(
        others,
        strings,
        numbers,
        array,
        object,
        enumeration,
        title,
        description,
        defaultValue,
        reductions,
        secret,
        annotations);
  }

  /** The same but for its values, and with more types. */
  Shape with(Optional<List<JsonNode>> values, Types more) {
    return new Shape(
        types.or(more),
        string,
        number,
        array,
        object,
        values,
        title,
        description,
        defaultValue,
        reductions,
        secret,
        annotations);
  }

  /** The same with one more annotation. */
  public Shape annotated(String keyword, JsonNode value) {
    var more = new TreeMap<>(annotations);
    more.put(keyword, value);
    return new Shape(
        types,
        string,
        number,
        array,
        object,
        enumeration,
        title,
        description,
        defaultValue,
        reductions,
        secret,
        more);
  }

  private static List<JsonNode> distinct(List<JsonNode> a, List<JsonNode> b) {
    var all = new LinkedHashSet<>(a);
    all.addAll(b);
    return List.copyOf(all);
  }

  private SortedMap<String, JsonNode> mergeAnnotations(Shape other) {
    var all = new TreeMap<>(other.annotations);
    all.putAll(annotations);
    return all;
  }

  private SortedMap<String, JsonNode> commonAnnotations(Shape other) {
    var common = new TreeMap<>(annotations);
    common.entrySet().retainAll(other.annotations.entrySet());
    return common;
  }

  /**
   * Shape and existence of a location below this one.
   *
   * @param pointer RFC 6901
   */
  public Located locate(String pointer) {
    Shape at = this;
    Exists exists = types.isEmpty() ? Exists.CANNOT : Exists.MUST;
    for (String token : tokens(pointer)) {
      Located child = at.child(token);
      exists = exists.then(child.exists());
      at = child.shape();
    }
    return new Located(at, exists);
  }

  /** A shape and its existence, from the root that was asked. */
  public record Located(Shape shape, Exists exists) {}

  private Located child(String token) {
    boolean objects = types.overlaps(Types.OBJECT);
    Optional<Integer> index = types.overlaps(Types.ARRAY) ? index(token) : Optional.empty();
    if (objects && index.isPresent()) {
      Shape either = object.at(token).union(array.at(index.get()));
      return new Located(either, object.exists(token, false).or(elementExists(index.get(), false)));
    }
    if (objects) {
      return new Located(object.at(token), object.exists(token, types.is(Types.OBJECT)));
    }
    if (index.isPresent()) {
      return new Located(array.at(index.get()), elementExists(index.get(), types.is(Types.ARRAY)));
    }
    return new Located(NOTHING, Exists.CANNOT);
  }

  private Exists elementExists(int index, boolean onlyArrays) {
    boolean beyond = array.maxItems().filter(most -> index >= most).isPresent();
    if (beyond || array.at(index).types().isEmpty()) {
      return Exists.CANNOT;
    }
    if (index < array.minItems()) {
      return onlyArrays ? Exists.MUST : Exists.MAY;
    }
    boolean spoken = index < array.tuple().size() || array.additional().isPresent();
    return spoken ? Exists.MAY : Exists.IMPLICIT;
  }

  private static Optional<Integer> index(String token) {
    boolean digits =
        !token.isEmpty() && token.length() < 10 && token.chars().allMatch(Shape::digit);
    return digits && (token.equals("0") || token.charAt(0) != '0')
        ? Optional.of(Integer.parseInt(token))
        : Optional.empty();
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  private static List<String> tokens(String pointer) {
    if (pointer.isEmpty()) {
      return List.of();
    }
    var tokens = new ArrayList<String>();
    for (String token : pointer.substring(1).split("/", -1)) {
      tokens.add(token.replace("~1", "/").replace("~0", "~"));
    }
    return tokens;
  }

  /** Every location that a keyword names, the root first, parents before children. */
  public List<Location> locations() {
    return Locations.of(this);
  }
}
