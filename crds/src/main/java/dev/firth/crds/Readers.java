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
  @Rule(
      value = "!has(self.names) || (has(self.from) && self.from == 'Names')",
      says = "names go with from: Names")
  @Rule(
      value = "!has(self.selector) || (has(self.from) && self.from == 'Selector')",
      says = "a selector goes with from: Selector")
  public record Namespaces(
      From from,
      @NotBuilt @Limits(max = 1000) @Nullable List<String> names,
      @NotBuilt @Nullable JsonNode selector) {
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
