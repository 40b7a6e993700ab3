package dev.firth.connectors.postgres.materialize;

import dev.firth.connectors.sql.ColumnKind;
import dev.firth.connectors.sql.FieldConstraints;
import dev.firth.specs.Projection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Which PostgreSQL type a field's column has, and which values a column that is there takes. */
final class ColumnTypes {
  /** Types that a source may have named and that every PostgreSQL knows. */
  private static final Set<String> KNOWN =
      Set.of(
          "boolean",
          "smallint",
          "integer",
          "bigint",
          "oid",
          "real",
          "double precision",
          "numeric",
          "text",
          "character varying",
          "character",
          "bit",
          "bit varying",
          "date",
          "time without time zone",
          "time with time zone",
          "timestamp without time zone",
          "timestamp with time zone",
          "interval",
          "uuid",
          "bytea",
          "json",
          "jsonb",
          "inet",
          "cidr",
          "macaddr",
          "macaddr8",
          "money",
          "point",
          "line",
          "lseg",
          "box",
          "path",
          "polygon",
          "circle",
          "int4range",
          "int8range",
          "numrange",
          "tsrange",
          "tstzrange",
          "daterange",
          "int4multirange",
          "int8multirange",
          "nummultirange",
          "tsmultirange",
          "tstzmultirange",
          "datemultirange",
          "xml",
          "tsvector",
          "tsquery");

  /** Types of columns whose values are told by their text. */
  private static final Set<String> PLAIN =
      Set.of(
          "boolean",
          "smallint",
          "integer",
          "bigint",
          "numeric",
          "date",
          "timestamp with time zone",
          "uuid");

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("bool", "boolean"),
          Map.entry("int2", "smallint"),
          Map.entry("int", "integer"),
          Map.entry("int4", "integer"),
          Map.entry("int8", "bigint"),
          Map.entry("float4", "real"),
          Map.entry("float8", "double precision"),
          Map.entry("decimal", "numeric"),
          Map.entry("varchar", "character varying"),
          Map.entry("char", "character"),
          Map.entry("bpchar", "character"),
          Map.entry("time", "time without time zone"),
          Map.entry("timetz", "time with time zone"),
          Map.entry("timestamp", "timestamp without time zone"),
          Map.entry("timestamptz", "timestamp with time zone"));

  private static final List<Set<String>> WIDENING =
      List.of(Set.of("smallint"), Set.of("integer"), Set.of("bigint", "oid"), Set.of("numeric"));

  private ColumnTypes() {}

  /**
   * The type that a field's column is made with.
   *
   * @param fieldConfig the connector's options, by field
   */
  static String of(Projection projection, Map<String, JsonNode> fieldConfig) {
    JsonNode config = fieldConfig.get(projection.field());
    if (config != null && config.path(FieldConstraints.DDL).isString()) {
      return config.path(FieldConstraints.DDL).asString();
    }
    if (projection.location().isEmpty()) {
      return "json";
    }
    ColumnKind kind = FieldConstraints.kind(projection, fieldConfig);
    String source = canonical(projection.inference().sqlType().orElse(""));
    boolean cast = config != null && config.path(FieldConstraints.CAST_TO_STRING).asBoolean(false);
    boolean named = !cast && fits(source, projection);
    return named ? projection.inference().sqlType().orElse(source) : of(kind);
  }

  private static String of(ColumnKind kind) {
    return switch (kind) {
      case BOOLEAN -> "boolean";
      case INTEGER -> "bigint";
      case BIG_INTEGER, NUMBER, DECIMAL -> "numeric";
      case TEXT, TIME -> "text";
      case DATE -> "date";
      case TIMESTAMP -> "timestamp with time zone";
      case UUID -> "uuid";
      case BYTES -> "bytea";
      case JSON -> "jsonb";
    };
  }

  /** Whether values that the schema allows can be written to the type that the source named. */
  private static boolean fits(String type, Projection projection) {
    boolean array = type.endsWith("[]");
    String element = array ? type.substring(0, type.length() - 2) : type;
    if (!KNOWN.contains(element)) {
      return false;
    }
    List<String> json =
        projection.inference().types().stream().filter(t -> !t.equals("null")).toList();
    if (array) {
      return json.equals(List.of("array"));
    }
    return switch (type) {
      case "json", "jsonb" -> true;
      case "boolean" -> json.equals(List.of("boolean"));
      case "smallint", "integer", "bigint", "oid" -> json.equals(List.of("integer"));
      case "real", "double precision", "numeric" ->
          !json.isEmpty()
              && json.stream().allMatch(t -> List.of("integer", "number", "string").contains(t));
      default -> json.equals(List.of("string"));
    };
  }

  /** A type that values can be cast to without being cut: modifiers are the column's own matter. */
  static String castable(String type) {
    String name = canonical(type);
    return name.startsWith("character") && !name.startsWith("character varying")
        ? name.replace("character", "bpchar")
        : name.startsWith("bit") ? name.replaceFirst("^bit( varying)?", "bit varying") : name;
  }

  /** A type's one name, without modifiers: that of {@code format_type}. */
  static String canonical(String type) {
    String name = type.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    String array = name.endsWith("[]") ? "[]" : "";
    name = name.replace("[]", "").replaceAll("\\s*\\([^)]*\\)", "").strip();
    return ALIASES.getOrDefault(name, name) + array;
  }

  /** Whether a column of type {@code live} holds what one of type {@code wanted} would. */
  static boolean takes(String live, String wanted) {
    String has = canonical(live);
    String needs = canonical(wanted);
    if (has.equals(needs)) {
      return true;
    }
    int hasRank = rank(has);
    int needsRank = rank(needs);
    if (hasRank >= 0 && needsRank >= 0) {
      return hasRank >= needsRank;
    }
    return switch (has) {
      case "text", "character varying" -> !needs.endsWith("[]") && !needs.equals("bytea");
      case "jsonb" -> needs.equals("json");
      case "json" -> needs.equals("jsonb");
      case "double precision" -> needs.equals("real");
      default -> false;
    };
  }

  /**
   * The value of a column as another type, if all that it may hold can be had so.
   *
   * @param column quoted
   * @return an SQL expression
   */
  static Optional<String> widened(String live, String wanted, String column) {
    String has = canonical(live);
    String needs = canonical(wanted);
    boolean number = rank(has) >= 0 && !has.equals("oid") && !needs.equals("oid");
    if (number && rank(needs) > rank(has)) {
      return Optional.of(column + "::" + wanted);
    }
    if (!PLAIN.contains(has)) {
      return Optional.empty();
    }
    boolean instant = has.equals("timestamp with time zone");
    return switch (needs) {
      case "text" ->
          Optional.of(
              instant
                  ? "to_char(%s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                      .formatted(column)
                  : column + "::text");
      case "jsonb" -> Optional.of("to_jsonb(" + column + ")");
      default -> Optional.empty();
    };
  }

  /** Whether a column of a type can be made one of another, with the values that it has. */
  static boolean widens(String live, String wanted) {
    return widened(live, wanted, "").isPresent();
  }

  private static int rank(String type) {
    for (int i = 0; i < WIDENING.size(); i++) {
      if (WIDENING.get(i).contains(type)) {
        return i;
      }
    }
    return -1;
  }
}
