package dev.firth.specs;

/**
 * A location of a collection's documents under the name that tables and partitions use.
 *
 * @param field its name
 * @param location RFC 6901 pointer
 * @param partition whether it partitions the collection
 * @param explicit whether a person wrote it, rather than Firth inferring it
 * @param key whether it is part of the collection's key
 * @param inference what the read schema says of the values there
 */
public record Projection(
    String field,
    String location,
    boolean partition,
    boolean explicit,
    boolean key,
    Inference inference) {}
