package dev.firth.documents.shape;

/** Whether a location is there in documents that a schema accepts. */
public enum Exists {
  /** In every valid document. */
  MUST,
  /** A keyword of the schema names it, and it may be absent. */
  MAY,
  /** No keyword names it; it may be there because nothing forbids it. */
  IMPLICIT,
  /** In no valid document. */
  CANNOT;

  /** Existence of a child that is {@code child} within this parent, from the document's root. */
  public Exists then(Exists child) {
    if (this == CANNOT || child == CANNOT) {
      return CANNOT;
    }
    if (this == IMPLICIT || child == IMPLICIT) {
      return IMPLICIT;
    }
    return this == MUST && child == MUST ? MUST : MAY;
  }

  /** Existence where a document is valid by either of two alternatives. */
  Exists or(Exists other) {
    if (this == other) {
      return this;
    }
    if (this == CANNOT) {
      return other == MUST ? MAY : other;
    }
    if (other == CANNOT) {
      return this == MUST ? MAY : this;
    }
    return MAY;
  }
}
