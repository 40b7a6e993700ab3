package dev.firth.specs;

/** What a binding does with a document that breaks its schema. */
public enum OnViolation {
  /** The task stops at the document and keeps everything before it. */
  PAUSE,
  /** The document goes to the task's quarantine collection and the task goes on. */
  QUARANTINE
}
