package dev.firth.protocol.message;

/**
 * What a destination can do with a field.
 *
 * @param reason a sentence for people
 * @param foldedField the name of the column, where the destination cannot keep the field's own;
 *     else empty
 */
public record Constraint(Type type, String reason, String foldedField) {
  /** In the order of the protocol's numbers. */
  public enum Type {
    INVALID,
    FIELD_REQUIRED,
    LOCATION_REQUIRED,
    LOCATION_RECOMMENDED,
    FIELD_OPTIONAL,
    FIELD_FORBIDDEN,
    /** The field fits after a backfill. */
    INCOMPATIBLE
  }

  public static Constraint of(Type type, String reason) {
    return new Constraint(type, reason, "");
  }
}
