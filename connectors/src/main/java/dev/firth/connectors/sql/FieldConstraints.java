package dev.firth.connectors.sql;

import dev.firth.protocol.message.CollectionMessage;
import dev.firth.protocol.message.Constraint;
import dev.firth.specs.Inference;
import dev.firth.specs.Projection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** What a SQL destination answers for the fields of a binding. */
public final class FieldConstraints {
  /** The field option that stores a value as text, whatever it is. */
  public static final String CAST_TO_STRING = "castToString";

  /** The field option that names a column's type. */
  public static final String DDL = "ddl";

  private FieldConstraints() {}

  /** The kind of a field's column, its options considered. */
  public static ColumnKind kind(Projection projection, Map<String, JsonNode> fieldConfig) {
    JsonNode config = fieldConfig.get(projection.field());
    boolean cast = config != null && config.path(CAST_TO_STRING).asBoolean(false);
    return cast ? ColumnKind.TEXT : ColumnKind.of(projection.inference());
  }

  /**
   * The constraints of every field.
   *
   * @param groupBy fields that are the key instead of the collection's; empty: the collection's
   * @param deltaUpdates whether nothing is ever loaded, so that no document is needed
   * @param existing the type that the table has for a field, if it has the table and the field
   * @param wanted the type that a field would get
   * @param takes whether a column of the first type takes the values of the second as they are
   * @param widens whether a column of the first type can be made one of the second, with its values
   * @param fold the name that must differ between two fields of a table
   */
  public static Map<String, List<Constraint>> of(
      CollectionMessage collection,
      List<String> groupBy,
      boolean deltaUpdates,
      Function<String, String> existing,
      Function<Projection, String> wanted,
      BiPredicate<String, String> takes,
      BiPredicate<String, String> widens,
      UnaryOperator<String> fold) {
    var constraints = new HashMap<String, List<Constraint>>();
    for (Projection projection : collection.projections()) {
      Constraint constraint = of(projection, groupBy, deltaUpdates);
      String column = existing.apply(projection.field());
      String type = wanted.apply(projection);
      boolean forbidden = constraint.type() == Constraint.Type.FIELD_FORBIDDEN;
      boolean fits =
          column.isEmpty()
              || takes.test(column, type)
              || !isKey(projection, groupBy) && widens.test(column, type);
      if (!forbidden && !fits) {
        constraint =
            Constraint.of(
                Constraint.Type.INCOMPATIBLE,
                "the column \"%s\" is %s, but the collection's schema now needs %s"
                    .formatted(projection.field(), column, type));
      }
      String folded = fold.apply(projection.field());
      constraints.put(
          projection.field(),
          List.of(new Constraint(constraint.type(), constraint.reason(), folded)));
    }
    return constraints;
  }

  private static Constraint of(Projection projection, List<String> groupBy, boolean deltaUpdates) {
    Inference inference = projection.inference();
    if (isKey(projection, groupBy)) {
      return Constraint.of(Constraint.Type.LOCATION_REQUIRED, "it is part of the key");
    }
    if (projection.location().isEmpty()) {
      return deltaUpdates
          ? Constraint.of(Constraint.Type.FIELD_OPTIONAL, "it is the whole document")
          : Constraint.of(
              Constraint.Type.LOCATION_REQUIRED, "standard updates load the whole document");
    }
    if (projection.field().isEmpty() || projection.field().indexOf('\0') >= 0) {
      return Constraint.of(Constraint.Type.FIELD_FORBIDDEN, "no column can have its name");
    }
    boolean valueless =
        inference.exists() == Inference.Existence.CANNOT
            || inference.types().isEmpty()
            || inference.types().equals(List.of("null"));
    if (valueless) {
      return Constraint.of(
          Constraint.Type.FIELD_FORBIDDEN, "the schema allows no value but null there");
    }
    return ColumnKind.of(inference) == ColumnKind.JSON
        ? Constraint.of(Constraint.Type.FIELD_OPTIONAL, "it can be stored as JSON")
        : Constraint.of(Constraint.Type.LOCATION_RECOMMENDED, "it fits one column");
  }

  private static boolean isKey(Projection projection, List<String> groupBy) {
    return groupBy.isEmpty() ? projection.key() : groupBy.contains(projection.field());
  }
}
