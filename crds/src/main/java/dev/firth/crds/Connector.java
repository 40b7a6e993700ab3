package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connector that tasks name. */
@Served(plural = "connectors", shortName = "fcon", status = ConnectorStatus.class)
@Column(name = "Ready", path = Column.READY)
@Column(name = "Reason", path = Column.REASON)
@Column(name = "Image", path = ".spec.image.ref")
@Column(name = "Message", path = Column.MESSAGE, wide = true)
@Column(name = "Age", path = Column.AGE, type = "date")
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
   * @param protocol that it speaks
   * @param command what is run in place of the image's own
   * @param pullSecrets Secrets to pull it with
   * @param pullPolicy when it is pulled
   */
  public record Image(
      @Required @Limits(min = 1, max = 1024) String ref,
      Protocol protocol,
      @Limits(max = 100) List<String> command,
      @Limits(max = 10) List<String> pullSecrets,
      @Pattern(value = "^(Always|IfNotPresent|Never)$", words = "Always, IfNotPresent or Never")
          @Limits(max = 12)
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
