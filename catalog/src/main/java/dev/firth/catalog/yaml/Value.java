package dev.firth.catalog.yaml;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value of a YAML document and the line where it begins. Values never print what they hold: it
 * may be a secret.
 */
public sealed interface Value {
  /** From 1. */
  int line();

  /** The JSON that kubectl would send. */
  JsonNode json();

  /** What it is, in a person's words: {@code "a list"}. */
  String words();

  /** The value at a pointer's tokens, as far as it can be followed. */
  default Value nearest(List<String> tokens) {
    Value at = this;
    for (String token : tokens) {
      Optional<Value> next = at.child(token);
      if (next.isEmpty()) {
        return at;
      }
      at = next.get();
    }
    return at;
  }

  /** The member of this name or the element of this index. */
  default Optional<Value> child(String token) {
    return switch (this) {
      case Mapping m -> m.find(token).map(Member::value);
      case Sequence s -> {
        try {
          int index = Integer.parseInt(token);
          yield index >= 0 && index < s.items().size()
              ? Optional.of(s.items().get(index))
              : Optional.empty();
        } catch (NumberFormatException notAnIndex) {
          yield Optional.empty();
        }
      }
      case Scalar _ -> Optional.empty();
    };
  }

  /**
   * An object.
   *
   * @param line where it begins
   * @param members in the order of the file, names unique
   */
  record Mapping(int line, List<Member> members) implements Value {
    public Mapping {
      members = List.copyOf(members);
    }

    /** The member of this name. */
    public Optional<Member> find(String name) {
      return members.stream().filter(m -> m.name.equals(name)).findFirst();
    }

    @Override
    public ObjectNode json() {
      ObjectNode out = JsonNodeFactory.instance.objectNode();
      members.forEach(m -> out.set(m.name, m.value.json()));
      return out;
    }

    @Override
    public String words() {
      return "an object";
    }

    @Override
    public String toString() {
      return "object@" + line;
    }
  }

  /**
   * A member of an object.
   *
   * @param name its name
   * @param written the name as the file has it, without quotes; another one where YAML reads it as
   *     a boolean or number
   * @param line of the name
   * @param value its value
   */
  record Member(String name, String written, int line, Value value) {}

  /**
   * A list.
   *
   * @param line where it begins
   * @param items in order
   */
  record Sequence(int line, List<Value> items) implements Value {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public ArrayNode json() {
      ArrayNode out = JsonNodeFactory.instance.arrayNode();
      items.forEach(i -> out.add(i.json()));
      return out;
    }

    @Override
    public String words() {
      return "a list";
    }

    @Override
    public String toString() {
      return "list@" + line;
    }
  }

  /**
   * A text, number, boolean or null.
   *
   * @param line where it begins
   * @param text as the file has it, quotes and escapes resolved
   * @param plain whether it stands without quotes, and so what it is was guessed from its looks
   * @param json what it is
   */
  record Scalar(int line, String text, boolean plain, JsonNode json) implements Value {
    /** The number, if it is one. */
    public @Nullable BigDecimal number() {
      return json.isNumber() ? json.decimalValue() : null;
    }

    /**
     * Why what this is hangs on who reads it, as the beginning of a sentence; empty when it does
     * not. To be asked of free-form places, where no type decides.
     */
    public String doubt() {
      return KubectlScalars.doubt(this);
    }

    @Override
    public String words() {
      if (json.isNull()) {
        return "null";
      }
      if (json.isBoolean()) {
        String value = String.valueOf(json.booleanValue());
        return text.equals(value) ? "the boolean " + value : value + " (written " + text + ")";
      }
      String shown = text.length() > 40 ? text.substring(0, 37) + "..." : text;
      return json.isNumber() ? "the number " + shown : "\"" + shown + "\"";
    }

    @Override
    public String toString() {
      return "scalar@" + line;
    }
  }
}
