package dev.firth.documents.schema;

/**
 * What a schema says about a location beyond whether it is valid, parsed when the schema is
 * compiled.
 */
public sealed interface Annotation permits ReduceStrategy, Redaction {}
