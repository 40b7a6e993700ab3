package dev.firth.journals.log;

/**
 * One generation of a collection, as the lake lays it out.
 *
 * @param generation {@code <reset>.<automatic>}
 */
public record CollectionName(String namespace, String collection, String generation)
    implements Comparable<CollectionName> {
  /** {@code <namespace>/<collection>/<generation>}. */
  public String path() {
    return namespace + '/' + collection + '/' + generation;
  }

  /** The journal of one partition; {@code ""} is the journal of a collection without partitions. */
  public JournalName journal(String partition) {
    return new JournalName(this, partition);
  }

  /**
   * Reads {@link #path()}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static CollectionName parse(String path) {
    String[] parts = path.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not the path of a collection's generation: " + path);
    }
    return new CollectionName(parts[0], parts[1], parts[2]);
  }

  @Override
  public int compareTo(CollectionName other) {
    return path().compareTo(other.path());
  }
}
