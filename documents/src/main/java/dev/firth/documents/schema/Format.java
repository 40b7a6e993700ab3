package dev.firth.documents.schema;

/** A form that strings may be required to have. */
interface Format {
  /** Whether the well-formed UTF-8 in [from, to) has the form. */
  boolean accepts(byte[] utf8, int from, int to);
}
