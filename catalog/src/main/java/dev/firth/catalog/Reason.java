package dev.firth.catalog;

/** Why something is not published or not well: one list for errors, conditions and metrics. */
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
  PUBLICATION_BLOCKED("PublicationBlocked");

  private final String word;

  Reason(String word) {
    this.word = word;
  }

  /** The reason as conditions, events and metrics write it. */
  public String word() {
    return word;
  }
}
