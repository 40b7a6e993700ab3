package dev.firth.catalog;

/** Why something is as it is: one list for errors, conditions, events and metrics. */
public enum Reason {
  /** The text of a resource is wrong: syntax, an unknown field, a type, a bound. */
  INVALID("Invalid"),
  /** Resources are well formed and do not fit together or do not mean anything. */
  BUILD_FAILED("BuildFailed"),
  /** A resource, Secret, key or file that another names is not there. */
  DEPENDENCY_NOT_FOUND("DependencyNotFound"),
  /** Part of the contract that this release does not serve. */
  NOT_YET_SUPPORTED("NotYetSupported"),
  /** Two resources claim one name. */
  NAME_CONFLICT("NameConflict"),
  /** A change that needs a counter to be raised. */
  INCOMPATIBLE_CHANGE("IncompatibleChange"),
  /** A task's collections land in two storage mappings. */
  MIXED_STORES("MixedStores"),
  /** A connector, or what it talks to, did not answer. */
  CONNECTOR_UNREACHABLE("ConnectorUnreachable"),
  /** Well by itself, held back by another resource that it is connected to. */
  PUBLICATION_BLOCKED("PublicationBlocked"),
  /** Well, and waiting for a person who approves the Publication that holds it. */
  AWAITING_APPROVAL("AwaitingApproval"),
  /** The live publication holds it as it is. */
  PUBLISHED("Published"),
  /** A task that rests because somebody wants it so. */
  SUSPENDED("Suspended"),
  /** A task whose shards are not all ready yet. */
  STARTING("Starting"),
  /** A task whose pod can't be made or does not start. */
  POD_FAILED("PodFailed"),
  /** A task that moves, or is rightly idle. */
  FLOWING("Flowing");

  private final String word;

  Reason(String word) {
    this.word = word;
  }

  /** The reason as conditions, events and metrics write it. */
  public String word() {
    return word;
  }
}
