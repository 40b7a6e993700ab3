package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was published, or waits for approval. */
@Served(plural = "publications", shortName = "fpub", status = Publication.Status.class)
@Column(name = "State", path = ".status.state")
@Column(name = "Approved", path = ".spec.approved", type = "boolean")
@Column(name = "Changes", path = ".status.changes", type = "integer")
@Column(name = "Errors", path = ".status.problems", type = "integer")
@Column(name = "Age", path = Column.AGE, type = "date")
@KnownFields({"apiVersion", "kind", "status"})
public record Publication(@Required Metadata metadata, @Required Spec spec) {

  /**
   * @param approved set true by whoever may, where the namespace publishes by hand
   */
  @Rule(
      value = "!oldSelf.approved || self.approved",
      says = "what was approved stays so: apply what you want instead")
  public record Spec(@Required Boolean approved) {}

  /**
   * @param observedGeneration of the spec that this speaks of
   * @param state how far it is
   * @param hash of all that it publishes
   * @param plan what it changes, a line a task, at most 50
   * @param changes how many lines the plan has
   * @param errors what people have to put right, at most 50
   * @param problems how many errors there are
   * @param time when it became what it is
   */
  public record Status(
      @Default("-1") @Nullable Long observedGeneration,
      @Nullable State state,
      @Limits(max = 64) @Nullable String hash,
      @Limits(max = 50) @Nullable List<String> plan,
      @Limits(max = Integer.MAX_VALUE) @Nullable Integer changes,
      @Limits(max = 50) @Nullable List<String> errors,
      @Limits(max = Integer.MAX_VALUE) @Nullable Integer problems,
      @Nullable Instant time) {}

  /** How far a publication is. */
  public enum State {
    @JsonProperty("Building")
    BUILDING,
    @JsonProperty("Failed")
    FAILED,
    @JsonProperty("AwaitingApproval")
    AWAITING_APPROVAL,
    @JsonProperty("Live")
    LIVE,
    @JsonProperty("Superseded")
    SUPERSEDED
  }
}
