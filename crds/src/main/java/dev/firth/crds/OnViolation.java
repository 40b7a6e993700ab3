package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a task does with a document that breaks its schema. */
public enum OnViolation {
  /** Stops before it, keeps all before it, and says which it is. */
  @JsonProperty("Pause")
  PAUSE,
  /** Writes it to a collection of its own and goes on. */
  @JsonProperty("Quarantine")
  @NotBuilt(instead = "Use Pause.")
  QUARANTINE
}
