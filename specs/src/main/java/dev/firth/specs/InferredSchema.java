package dev.firth.specs;

/**
 * What is known of a collection's documents because they were seen.
 *
 * @param collection its name
 * @param generation of its documents: those of another one say nothing of these
 * @param schema JSON text of a schema of all documents that whoever says so has seen
 */
public record InferredSchema(String collection, String generation, String schema) {}
