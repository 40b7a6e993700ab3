package dev.firth.connectors.sql;

import dev.firth.specs.Inference;
import java.math.BigDecimal;
import java.util.List;

/** What a column holds, before a database has a word for it. */
public enum ColumnKind {
  BOOLEAN,
  /** Fits 64 bits as far as the schema says. */
  INTEGER,
  /** Whole numbers that the schema lets grow beyond 64 bits, or that come as text. */
  BIG_INTEGER,
  /** Numbers as JSON has them. */
  NUMBER,
  /** Decimal numbers that come as text, NaN and infinity included. */
  DECIMAL,
  TEXT,
  DATE,
  TIME,
  /** An instant (RFC 3339). */
  TIMESTAMP,
  UUID,
  /** Text in base64. */
  BYTES,
  /** Objects, arrays and values of several types, as JSON. */
  JSON;

  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  /** The kind of the values that a schema allows at a location. */
  public static ColumnKind of(Inference inference) {
    List<String> types = inference.types().stream().filter(t -> !t.equals("null")).toList();
    String format = inference.format().orElse("");
    if (types.equals(List.of("string"))) {
      return ofString(inference, format);
    }
    if (types.equals(List.of("boolean"))) {
      return BOOLEAN;
    }
    if (types.equals(List.of("integer"))) {
      return fits(inference) ? INTEGER : BIG_INTEGER;
    }
    if (types.equals(List.of("number")) || types.equals(List.of("integer", "number"))) {
      return NUMBER;
    }
    boolean numbersOrText =
        types.contains("string")
            && types.stream().allMatch(t -> List.of("integer", "number", "string").contains(t));
    if (numbersOrText && format.equals("integer") && !types.contains("number")) {
      return BIG_INTEGER;
    }
    if (numbersOrText && (format.equals("number") || format.equals("integer"))) {
      return DECIMAL;
    }
    return JSON;
  }

  private static ColumnKind ofString(Inference inference, String format) {
    if (inference.contentEncoding().orElse("").equals("base64")) {
      return BYTES;
    }
    return switch (format) {
      case "date" -> DATE;
      case "time" -> TIME;
      case "date-time" -> TIMESTAMP;
      case "uuid" -> UUID;
      case "integer" -> BIG_INTEGER;
      case "number" -> DECIMAL;
      default -> TEXT;
    };
  }

  private static boolean fits(Inference inference) {
    return inference.minimum().map(m -> m.compareTo(LEAST) >= 0).orElse(true)
        && inference.maximum().map(m -> m.compareTo(MOST) <= 0).orElse(true);
  }

  /** Whether a column of this kind takes the values of {@code other} as they are. */
  public boolean takes(ColumnKind other) {
    return this == other
        || switch (this) {
          case TEXT ->
              switch (other) {
                case DATE, TIME, TIMESTAMP, UUID, BYTES, DECIMAL -> true;
                default -> false;
              };
          case NUMBER -> other == INTEGER;
          case BIG_INTEGER -> other == INTEGER;
          case DECIMAL -> other == INTEGER || other == BIG_INTEGER || other == NUMBER;
          default -> false;
        };
  }
}
