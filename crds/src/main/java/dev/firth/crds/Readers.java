package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which namespaces may read a resource.
 *
 * @param namespaces the rule; null: only its own
 */
public record Readers(@Nullable Namespaces namespaces) {

  /**
   * A rule that selects namespaces.
   *
   * @param from how they are selected
   * @param names for {@code Names}
   * @param selector for {@code Selector}
   */
  public record Namespaces(
      From from, @NotBuilt @Nullable List<String> names, @NotBuilt @Nullable JsonNode selector) {
    public Namespaces {
      from = Absent.or(from, From.SAME);
    }
  }

  /** How namespaces are selected. */
  public enum From {
    /** Only the resource's own namespace. */
    @JsonProperty("Same")
    SAME,
    /** All of them. */
    @JsonProperty("All")
    @NotBuilt
    ALL,
    /** Those that are named. */
    @JsonProperty("Names")
    @NotBuilt
    NAMES,
    /** Those whose labels match. */
    @JsonProperty("Selector")
    @NotBuilt
    SELECTOR
  }
}
