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
    Inference inference) {
  /** The field of the whole document, unless a person named one. */
  public static final String DOCUMENT = "flow_document";

  /** The field of the commit time, unless a person named one. */
  public static final String PUBLISHED_AT = "flow_published_at";

  /**
   * Where the commit time is said to be: a part of the document's UUID, as text with microseconds.
   */
  public static final String PUBLISHED_AT_LOCATION = "/_meta/uuid/date-time";
}
