package dev.firth.documents.schema;

/** What is done to a value before it is stored: the {@code redact} annotation. */
public enum Redaction implements Annotation {
  /** The value is removed from what it is in. */
  BLOCK,
  /** The value is replaced by {@code sha256:} and the salted hash of it. */
  SHA256
}
