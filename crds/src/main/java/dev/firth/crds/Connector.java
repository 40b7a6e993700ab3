package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connector that tasks name. */
@KnownFields({"apiVersion", "kind", "status"})
public record Connector(@Required Metadata metadata, @Required Spec spec) implements Resource {

  /**
   * @param image what is run
   * @param range how its work may be divided
   * @param delivery what keeps its destination exact
   * @param readOnlyRootFilesystem whether its container's root is read-only
   */
  public record Spec(
      @Required Image image,
      Range range,
      @Nullable Delivery delivery,
      Boolean readOnlyRootFilesystem) {
    public Spec {
      range = Absent.or(range, Range.NONE);
      readOnlyRootFilesystem = Absent.or(readOnlyRootFilesystem, true);
    }
  }

  /**
   * A container image that speaks a connector protocol.
   *
   * @param ref the image
   * @param protocol it speaks
   * @param command in place of the image's own
   * @param pullSecrets to pull it
   * @param pullPolicy when it is pulled
   */
  public record Image(
      @Required @Limits(min = 1, max = 1024) String ref,
      Protocol protocol,
      @Limits(max = 100) List<String> command,
      @Limits(max = 10) List<String> pullSecrets,
      @Nullable String pullPolicy) {
    public Image {
      protocol = Absent.or(protocol, Protocol.FLOW);
      command = Absent.list(command);
      pullSecrets = Absent.list(pullSecrets);
    }
  }

  /** Connector protocols. */
  public enum Protocol {
    @JsonProperty("Flow")
    FLOW,
    @JsonProperty("Airbyte")
    @NotBuilt
    AIRBYTE,
    @JsonProperty("Singer")
    @NotBuilt
    SINGER
  }

  /** How a connector's work may be divided. */
  public enum Range {
    @JsonProperty("None")
    NONE,
    @JsonProperty("Keyed")
    KEYED,
    @JsonProperty("Arrival")
    ARRIVAL
  }

  /** What keeps a destination exact. */
  public enum Delivery {
    @JsonProperty("Authoritative")
    AUTHORITATIVE,
    @JsonProperty("Staged")
    STAGED,
    @JsonProperty("AtLeastOnce")
    AT_LEAST_ONCE
  }
}
