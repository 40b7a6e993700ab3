package dev.firth.specs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of built specs. Reading is strict (every member must be there and known), so that a
 * shard never runs a spec that it understands only in part. Numbers of schemas and configurations
 * keep their digits.
 */
public final class SpecJson {
  private static final List<String> OPERATIONAL =
      List.of("transactions", "interval", "shards", "suspended");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SpecJson() {}

  /** The strict mapper itself, for what holds specs. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** A task as one line of JSON. */
  public static byte[] write(TaskSpec spec) {
    return MAPPER.writerFor(TaskSpec.class).writeValueAsBytes(spec);
  }

  /**
   * The task that {@link #write} wrote.
   *
   * @throws SpecException if the bytes are anything else
   */
  public static TaskSpec read(byte[] json) {
    try {
      return MAPPER.readValue(json, TaskSpec.class);
    } catch (JacksonException e) {
      throw new SpecException(
          "This is no task spec that this version of Firth can run: "
              + e.getOriginalMessage()
              + ". Publish the flow again with this version.",
          e);
    }
  }

  /**
   * JSON with the members of every object in order of their names: equal values have equal bytes.
   * Numbers stand as they were read, so that 1 and 1.0 differ.
   */
  public static byte[] canonical(JsonNode node) {
    return MAPPER.writeValueAsBytes(sorted(node));
  }

  /** The first 32 hexadecimal digits of the SHA-256 of {@link #canonical}. */
  public static String hash(JsonNode node) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical(node));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The fields of a task that act while it runs, as one line of JSON. */
  public static byte[] operational(TaskSpec spec) {
    ObjectNode tree = (ObjectNode) MAPPER.readTree(write(spec));
    return canonical(tree.retain(OPERATIONAL));
  }

  static String hash(TaskSpec spec) {
    ObjectNode tree = (ObjectNode) MAPPER.readTree(new String(write(spec), StandardCharsets.UTF_8));
    tree.remove(OPERATIONAL);
    return hash(tree);
  }

  private static JsonNode sorted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        var members = new TreeMap<String, JsonNode>();
        object.properties().forEach(m -> members.put(m.getKey(), m.getValue()));
        members.forEach((name, value) -> out.set(name, sorted(value)));
        yield out;
      }
      case ArrayNode array -> {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        array.forEach(element -> out.add(sorted(element)));
        yield out;
      }
      default -> node;
    };
  }
}
