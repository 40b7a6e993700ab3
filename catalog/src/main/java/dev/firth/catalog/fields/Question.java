package dev.firth.catalog.fields;

import dev.firth.protocol.message.Constraint;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.Projection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What field selection is asked.
 *
 * @param projections of the collection, sorted by field
 * @param groupBy fields that identify a row, in order
 * @param depth how deep fields are taken without being named
 * @param require fields that have to be there, and what the connector is told of each
 * @param exclude fields that must not be there
 * @param constraints the connector's answer by field
 * @param caseInsensitive whether the destination can't tell columns apart that are equal but for
 *     case
 * @param live what is stored now; empty for a new or emptied table
 */
public record Question(
    List<Projection> projections,
    List<String> groupBy,
    Depth depth,
    Map<String, JsonNode> require,
    Set<String> exclude,
    Map<String, List<Constraint>> constraints,
    boolean caseInsensitive,
    Optional<FieldSelection> live) {
  public Question {
    projections = List.copyOf(projections);
    groupBy = List.copyOf(groupBy);
    require = Map.copyOf(require);
    exclude = Set.copyOf(exclude);
    constraints = Map.copyOf(constraints);
  }

  /**
   * How deep fields are taken: {@code "0"}, a number, or {@code All}.
   *
   * @param most the number; {@link Integer#MAX_VALUE} for all
   */
  public record Depth(int most) {
    public static final Depth ALL = new Depth(Integer.MAX_VALUE);

    /** Reads the text of {@code fields.recommended}. */
    public static Depth of(String text) {
      return text.equals("All") ? ALL : new Depth(Integer.parseInt(text));
    }
  }
}
