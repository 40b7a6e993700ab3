package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The connector of a task and its configuration.
 *
 * @param name a Connector of the namespace, or a built-in one
 * @param image a connector's image given here
 * @param config its configuration, as the connector defines it
 * @param configFrom parts merged over {@code config}, in order
 */
@OneOf({"name", "image"})
public record ConnectorUse(
    @Nullable @Limits(min = 1, max = 52) String name,
    @NotBuilt(instead = "Name a connector, and run one of your own by --connector NAME=COMMAND.")
        Connector.@Nullable Image image,
    @Nullable JsonNode config,
    @Limits(max = 100) List<ConfigFrom> configFrom) {
  public ConnectorUse {
    configFrom = Absent.list(configFrom);
  }

  /**
   * A part of a configuration that stands in a Secret or ConfigMap.
   *
   * @param pointer where it goes; null: an object merged at the root
   * @param secretKeyRef the Secret's entry
   * @param configMapKeyRef the ConfigMap's entry
   * @param format how the entry is read
   */
  @OneOf({"secretKeyRef", "configMapKeyRef"})
  public record ConfigFrom(
      @Limits(max = 512)
          @Pattern(value = Patterns.POINTER_OR_ROOT, words = Patterns.POINTER_OR_ROOT_WORDS)
          @Nullable String pointer,
      @Nullable KeyRef secretKeyRef,
      @Nullable KeyRef configMapKeyRef,
      Format format) {
    public ConfigFrom {
      format = Absent.or(format, Format.TEXT);
    }
  }

  /** How an entry is read. */
  public enum Format {
    /** As a string; one newline at its end is dropped. */
    @JsonProperty("Text")
    TEXT,
    /** As one JSON value. */
    @JsonProperty("JSON")
    JSON
  }
}
