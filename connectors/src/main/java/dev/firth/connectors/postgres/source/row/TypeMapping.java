package dev.firth.connectors.postgres.source.row;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of one type's values.
 *
 * @param jsonTypes the types of non-null values; empty for any JSON
 * @param keywords further keywords of its schema, as a JSON object
 * @param sqlType what {@code x-sql-type} says, so that a destination can make the same type again;
 *     empty where the rest of the schema says it already
 */
record TypeMapping(ValueEncoder encoder, List<String> jsonTypes, String keywords, String sqlType) {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String NO_KEYWORDS = "{}";

  static TypeMapping scalar(TypeRow type, boolean timestampsAreUtc) {
    if (type.kind() == 'e' || type.kind() == 'c') {
      return text("");
    }
    return switch (type.name()) {
      case "boolean" -> of(ValueEncoder.BOOLEAN, "boolean", NO_KEYWORDS, "");
      case "bigint" -> of(ValueEncoder.INTEGER, "integer", NO_KEYWORDS, "");
      case "smallint", "integer", "oid" ->
          of(ValueEncoder.INTEGER, "integer", NO_KEYWORDS, type.name());
      case "real", "double precision" ->
          new TypeMapping(
              ValueEncoder.FLOAT,
              List.of("number", "string"),
              "{\"format\": \"number\"}",
              type.name());
      case "numeric" -> of(ValueEncoder.PLAIN, "string", "{\"format\": \"number\"}", type.name());
      case "timestamp with time zone" ->
          of(ValueEncoder.TIMESTAMPTZ, "string", orBeyond("date-time"), "timestamptz");
      case "timestamp without time zone" ->
          timestampsAreUtc
              ? of(ValueEncoder.TIMESTAMP_AS_UTC, "string", orBeyond("date-time"), "")
              : of(ValueEncoder.TIMESTAMP, "string", NO_KEYWORDS, "timestamp");
      case "date" -> of(ValueEncoder.PLAIN, "string", orBeyond("date"), "date");
      case "time without time zone" -> of(ValueEncoder.PLAIN, "string", NO_KEYWORDS, "time");
      case "time with time zone" -> of(ValueEncoder.PLAIN, "string", NO_KEYWORDS, "timetz");
      case "uuid" -> of(ValueEncoder.PLAIN, "string", "{\"format\": \"uuid\"}", "");
      case "bytea" ->
          of(ValueEncoder.BYTEA, "string", "{\"contentEncoding\": \"base64\"}", type.name());
      case "json", "jsonb" ->
          new TypeMapping(ValueEncoder.JSON, List.of(), NO_KEYWORDS, type.name());
      case "text" -> text("");
      case "character varying" -> text("varchar");
      case "character", "\"char\"", "name", "bit", "bit varying" -> text("");
      default -> text(type.oid() < FIRST_USER_OID ? type.name() : "");
    };
  }

  /** Types below are PostgreSQL's own, so every PostgreSQL has them. */
  private static final int FIRST_USER_OID = 16384;

  static TypeMapping array(TypeMapping element, byte delimiter) {
    ObjectNode items = element.schema(true);
    if (items.get("type") instanceof ArrayNode types) {
      types.add("array");
    }
    items.remove("x-sql-type");
    String sqlType = element.sqlType().isEmpty() ? element.defaultSqlType() : element.sqlType();
    return new TypeMapping(
        new ArrayEncoder(element.encoder(), delimiter),
        List.of("array"),
        "{\"items\": " + items + "}",
        sqlType.isEmpty() ? "" : sqlType + "[]");
  }

  /** The schema of a column's values. */
  ObjectNode schema(boolean nullable) {
    ObjectNode schema = JSON.createObjectNode();
    List<String> types = new ArrayList<>(jsonTypes);
    if (nullable && !types.isEmpty()) {
      types.add("null");
    }
    if (types.size() == 1) {
      schema.put("type", types.getFirst());
    } else if (!types.isEmpty()) {
      types.forEach(schema.putArray("type")::add);
    }
    for (var keyword : JSON.readTree(keywords).properties()) {
      JsonNode value = keyword.getValue();
      schema.set(keyword.getKey(), value);
    }
    if (!sqlType.isEmpty()) {
      schema.put("x-sql-type", sqlType);
    }
    return schema;
  }

  private String defaultSqlType() {
    return switch (jsonTypes.isEmpty() ? "" : jsonTypes.getFirst()) {
      case "boolean" -> "boolean";
      case "integer" -> "bigint";
      case "string" -> keywords.contains("uuid") ? "uuid" : "text";
      default -> "";
    };
  }

  private static TypeMapping text(String sqlType) {
    return of(ValueEncoder.STRING, "string", NO_KEYWORDS, sqlType);
  }

  private static TypeMapping of(
      ValueEncoder encoder, String type, String keywords, String sqlType) {
    return new TypeMapping(encoder, List.of(type), keywords, sqlType);
  }

  /** A format, or what it cannot say although PostgreSQL holds it. */
  private static String orBeyond(String format) {
    return "{\"anyOf\": [{\"format\": \"%s\"}, {\"pattern\": \"^-?infinity$|^[0-9]{5,}-| BC$\"}]}"
        .formatted(format);
  }
}
