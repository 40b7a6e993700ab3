package dev.firth.specs;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts values at pointers of a configuration. */
public final class SecretMerge {
  private SecretMerge() {}

  /**
   * The configuration with its secret values. It must not be printed, stored or hashed.
   *
   * @throws SpecException if a value is missing, is no JSON where JSON is expected, or does not fit
   *     its place; the message never holds a value
   */
  static JsonNode merged(JsonNode config, Iterable<SecretRef> refs, SecretSource source) {
    JsonNode merged = config.deepCopy();
    for (SecretRef ref : refs) {
      Optional<String> value = source.find(ref.secret(), ref.key());
      if (value.isPresent()) {
        merged = put(merged, ref.pointer(), node(ref, value.get()));
      } else if (!ref.optional()) {
        throw new SpecException(
            "Secret " + ref.secret() + " has no key \"" + ref.key() + "\" here.");
      }
    }
    return merged;
  }

  private static JsonNode node(SecretRef ref, String value) {
    try {
      return ref.json() ? ExactJson.read(value) : text(value);
    } catch (JsonException _) {
      // Its message would show the value.
      throw new SpecException(
          "The key \"" + ref.key() + "\" of Secret " + ref.secret() + " is no JSON.");
    }
  }

  /** A value read as text: one newline at its end is dropped. */
  public static JsonNode text(String value) {
    return JsonNodeFactory.instance.stringNode(SecretRef.text(value));
  }

  /**
   * A configuration with a value at a pointer; objects on the way are made. The root takes an
   * object, whose members are merged in.
   *
   * @throws SpecException if something on the way is neither object nor array
   */
  public static JsonNode put(JsonNode config, String pointer, JsonNode value) {
    if (pointer.isEmpty()) {
      if (!(config instanceof ObjectNode object) || !(value instanceof ObjectNode members)) {
        throw new SpecException("What is merged at the root of a configuration is an object.");
      }
      members.properties().forEach(m -> object.set(m.getKey(), m.getValue()));
      return object;
    }
    List<String> tokens = tokens(pointer);
    JsonNode at = config;
    for (String token : tokens.subList(0, tokens.size() - 1)) {
      JsonNode next = child(at, token);
      at = next.isMissingNode() && at instanceof ObjectNode object ? object.putObject(token) : next;
    }
    set(at, tokens.getLast(), pointer, value);
    return config;
  }

  private static void set(JsonNode at, String token, String pointer, JsonNode value) {
    switch (at) {
      case ObjectNode object -> object.set(token, value);
      case ArrayNode array when array.has(index(token)) -> array.set(index(token), value);
      default ->
          throw new SpecException(
              "There is no place for " + pointer + ": what it goes into is no object.");
    }
  }

  private static JsonNode child(JsonNode at, String token) {
    return at.isArray() ? at.path(index(token)) : at.path(token);
  }

  private static int index(String token) {
    return token.matches("0|[1-9][0-9]{0,5}") ? Integer.parseInt(token) : Integer.MAX_VALUE;
  }

  private static List<String> tokens(String pointer) {
    var tokens = new ArrayList<String>();
    for (JsonPointer p = JsonPointer.compile(pointer); !p.matches(); p = p.tail()) {
      tokens.add(p.getMatchingProperty());
    }
    return tokens;
  }
}
