package dev.firth.catalog.load;

import dev.firth.catalog.Problem;
import dev.firth.catalog.Reason;
import dev.firth.catalog.Suggestion;
import dev.firth.catalog.yaml.Value;
import dev.firth.crds.Kind;
import dev.firth.crds.NotBuilt;
import dev.firth.crds.OneOf;
import dev.firth.crds.Quantity;
import dev.firth.crds.Span;
import dev.firth.crds.structure.FieldType;
import dev.firth.crds.structure.Structure;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds one document against the structure of its kind and says everything that is wrong. */
final class StructureCheck {
  private final Origin origin;
  private final List<Problem> problems;

  private StructureCheck(Origin origin, List<Problem> problems) {
    this.origin = origin;
    this.problems = problems;
  }

  /** Adds the problems of a document; none if its record can be filled from it. */
  static void check(Origin origin, Structure structure, List<Problem> problems) {
    new StructureCheck(origin, problems).object(structure, origin.root(), "");
  }

  private void object(Structure structure, Value.Mapping object, String at) {
    for (Value.Member member : object.members()) {
      String path = Origin.child(at, member.name());
      var field = structure.field(member.name());
      if (field.isPresent()) {
        if (!isNull(member.value())) {
          field(field.get(), member.value(), path);
        }
      } else if (!structure.passed().contains(member.name())) {
        unknown(structure, member.name(), path);
      }
    }
    for (Structure.Field field : structure.fields()) {
      if (field.required() && isAbsent(object, field.name())) {
        add(Origin.child(at, field.name()), "is missing: expected " + words(field.type()) + ".");
      }
    }
    structure.oneOf().ifPresent(rule -> oneOf(rule, object, at));
  }

  private void unknown(Structure structure, String name, String path) {
    String suggestion = Suggestion.sentence(name, structure.names());
    String known =
        suggestion.isEmpty()
            ? " Known fields: "
                + structure.fields().stream()
                    .map(Structure.Field::name)
                    .collect(Collectors.joining(", "))
                + "."
            : suggestion;
    add(path, "there is no field of this name." + known);
  }

  private void oneOf(OneOf rule, Value.Mapping object, String at) {
    List<List<String>> groups =
        Arrays.stream(rule.value()).map(g -> List.of(g.split("\\+"))).toList();
    List<List<String>> begun =
        groups.stream().filter(g -> g.stream().anyMatch(f -> !isAbsent(object, f))).toList();
    String choice =
        groups.stream().map(g -> String.join(" and ", g)).collect(Collectors.joining(", or "));
    if (begun.isEmpty() && !rule.optional()) {
      add(at, "give " + (groups.size() == 2 ? "either " : "") + choice + "; none is there.");
    } else if (begun.size() > 1) {
      add(at, "give only one: " + choice + ".");
    } else {
      for (String field : begun.isEmpty() ? List.<String>of() : begun.getFirst()) {
        if (isAbsent(object, field)) {
          add(Origin.child(at, field), "is missing: " + choice + " go together.");
        }
      }
    }
  }

  private void field(Structure.Field field, Value value, String at) {
    if (field.notBuilt().isPresent() && !isUnless(field.notBuilt().get(), value)) {
      notBuilt(
          at, value instanceof Value.Scalar s ? s.text() : "this field", field.notBuilt().get());
      return;
    }
    if (!value(field.type(), value, at)) {
      return;
    }
    field.limits().ifPresent(l -> limits(l.min(), l.max(), value, at));
    field.pattern().ifPresent(p -> pattern(p.value(), p.words(), value, at));
    field.keyedBy().ifPresent(k -> unique(k, value, at));
  }

  private static boolean isUnless(NotBuilt rule, Value value) {
    return value instanceof Value.Scalar s && Set.of(rule.unless()).contains(s.text());
  }

  private void notBuilt(String at, String what, NotBuilt rule) {
    String instead = rule.instead().isEmpty() ? "" : " " + rule.instead();
    problems.add(
        origin.problem(at, Reason.NOT_YET_SUPPORTED, what + " is not supported yet." + instead));
  }

  /** Whether the value is of the type; if not, or if parts of it are not, problems were added. */
  private boolean value(FieldType type, Value value, String at) {
    return switch (type) {
      case FieldType.ObjectOf(Structure structure) when value instanceof Value.Mapping m -> {
        object(structure, m, at);
        yield true;
      }
      case FieldType.ListOf(FieldType item) when value instanceof Value.Sequence s -> {
        boolean well = true;
        for (int i = 0; i < s.items().size(); i++) {
          well &= part(item, s.items().get(i), at + "/" + i);
        }
        yield well;
      }
      case FieldType.MapOf(FieldType each) when value instanceof Value.Mapping m -> {
        boolean well = true;
        for (Value.Member member : m.members()) {
          well &= part(each, member.value(), Origin.child(at, member.name()));
        }
        yield well;
      }
      case FieldType.Free _ when value instanceof Value.Mapping m ->
          new FreeForm(origin, problems).check(m, at);
      case FieldType.Text(boolean secret) -> text(value, secret, at);
      case FieldType.Words(List<FieldType.Word> words) when isText(value) -> word(words, value, at);
      default -> isLeaf(type, value) || wrong(type, value, at);
    };
  }

  private static boolean isLeaf(FieldType type, Value value) {
    if (!(value instanceof Value.Scalar s)) {
      return false;
    }
    return switch (type) {
      case FieldType.Bool _ -> s.json().isBoolean();
      case FieldType.Whole _ -> s.json().isIntegralNumber() && s.json().canConvertToInt();
      case FieldType.SpanText _ -> isText(value) && Span.isValid(s.text());
      case FieldType.QuantityText _ ->
          (isText(value) || s.json().isIntegralNumber()) && Quantity.isValid(s.text());
      case FieldType.InstantText _ -> isText(value) && isInstant(s.text());
      default -> false;
    };
  }

  private static boolean isInstant(String text) {
    try {
      Instant.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** A text inside a list or map of one of Firth's own kinds; the bound is that of its CRD. */
  private boolean part(FieldType type, Value value, String at) {
    boolean well = value(type, value, at);
    if (well && type instanceof FieldType.Text && origin.kind().served().isPresent()) {
      limits(0, Structure.MOST_ITEM_CHARACTERS, value, at);
    }
    return well;
  }

  private boolean text(Value value, boolean secret, String at) {
    if (isText(value)) {
      return true;
    }
    if (secret) {
      return add(at, "expected a text; put it in quotes.");
    }
    return value instanceof Value.Scalar s && !s.json().isNull()
        ? add(at, "expected a text, got " + s.words() + "; put it in quotes: \"" + s.text() + "\".")
        : wrong(new FieldType.Text(false), value, at);
  }

  private boolean word(List<FieldType.Word> words, Value value, String at) {
    String text = ((Value.Scalar) value).text();
    var word = words.stream().filter(w -> w.text().equals(text)).findFirst();
    if (word.isPresent()) {
      word.get().refusal().ifPresent(rule -> notBuilt(at, text, rule));
      return word.get().refusal().isEmpty();
    }
    List<String> known = words.stream().map(FieldType.Word::text).toList();
    return add(
        at,
        "expected "
            + String.join(" or ", known)
            + ", got \""
            + text
            + "\"."
            + Suggestion.sentence(text, known));
  }

  private boolean wrong(FieldType type, Value value, String at) {
    return add(at, "expected " + words(type) + got(value) + ".");
  }

  /** What stands there, unless it may be a secret. */
  private String got(Value value) {
    boolean secret = origin.kind() == Kind.SECRET && value instanceof Value.Scalar;
    return secret ? "" : ", got " + value.words();
  }

  private void limits(long min, long max, Value value, String at) {
    switch (value) {
      case Value.Sequence s -> size(s.items().size(), min, max, "entries", at);
      case Value.Mapping m -> size(m.members().size(), min, max, "entries", at);
      case Value.Scalar s when s.number() instanceof BigDecimal n -> {
        if (n.compareTo(BigDecimal.valueOf(min)) < 0 || n.compareTo(BigDecimal.valueOf(max)) > 0) {
          add(at, "expected a number from " + min + " to " + max + ", got " + s.text() + ".");
        }
      }
      case Value.Scalar s -> size(s.text().length(), min, max, "characters", at);
    }
  }

  private void size(int size, long min, long max, String what, String at) {
    if (size < min) {
      add(at, size == 0 ? "must not be empty." : "expected at least " + min + " " + what + ".");
    } else if (size > max) {
      add(at, "expected at most " + max + " " + what + ", got " + size + ".");
    }
  }

  private void pattern(String expression, String words, Value value, String at) {
    var pattern = java.util.regex.Pattern.compile(expression);
    if (value instanceof Value.Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        pattern(expression, words, list.items().get(i), at + "/" + i);
      }
    } else if (value instanceof Value.Scalar s && !pattern.matcher(s.text()).matches()) {
      add(at, "expected " + words + "; got " + s.words() + ".");
    }
  }

  private void unique(String member, Value value, String at) {
    var first = new HashMap<String, Integer>();
    List<Value> items = value instanceof Value.Sequence s ? s.items() : List.of();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).child(member).orElse(value) instanceof Value.Scalar name
          && first.putIfAbsent(name.text(), name.line()) instanceof Integer line) {
        add(
            at + "/" + i + "/" + member,
            "\""
                + name.text()
                + "\" stands here a second time (first in line "
                + line
                + "); every "
                + member
                + " of the list is there once.");
      }
    }
  }

  private boolean add(String at, String sentence) {
    problems.add(origin.problem(at, Reason.INVALID, sentence));
    return false;
  }

  private static boolean isText(Value value) {
    return value instanceof Value.Scalar s && s.json().isString();
  }

  private static boolean isNull(Value value) {
    return value instanceof Value.Scalar s && s.json().isNull();
  }

  private static boolean isAbsent(Value.Mapping object, String name) {
    return object.find(name).map(m -> isNull(m.value())).orElse(true);
  }

  private static String words(FieldType type) {
    return switch (type) {
      case FieldType.Text _ -> "a text";
      case FieldType.Whole _ -> "a whole number";
      case FieldType.Bool _ -> "true or false";
      case FieldType.SpanText _ -> "a duration such as 5m or 1h30m (units ms, s, m, h)";
      case FieldType.QuantityText _ -> "a quantity such as 64Mi";
      case FieldType.InstantText _ -> "a time such as 2026-01-01T00:00:00Z";
      case FieldType.Words(List<FieldType.Word> words) ->
          words.stream().map(FieldType.Word::text).collect(Collectors.joining(" or "));
      case FieldType.ListOf _ -> "a list";
      case FieldType.MapOf _, FieldType.ObjectOf _, FieldType.Free _ -> "an object";
    };
  }
}
