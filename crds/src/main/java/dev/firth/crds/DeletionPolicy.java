package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a resource's data when the resource is deleted. */
public enum DeletionPolicy {
  /** Nothing outside Kubernetes is deleted. */
  @JsonProperty("Retain")
  RETAIN,
  /** Best effort: documents, slots, checkpoint rows go too. */
  @JsonProperty("Delete")
  @NotBuilt(instead = "Use Retain, and delete what is left by hand.")
  DELETE
}
