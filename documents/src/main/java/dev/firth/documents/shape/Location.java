package dev.firth.documents.shape;

/**
 * A location of documents and what the schema says of it.
 *
 * @param pointer RFC 6901; the steps of a pattern location are {@code *} where any name or index
 *     stands
 * @param pattern whether the pointer has such steps
 */
public record Location(String pointer, boolean pattern, Shape shape, Exists exists) {}
