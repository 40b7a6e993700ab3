package dev.firth.journals.log;

/**
 * One partition of a collection.
 *
 * @param partition {@code <field=value>/...}, percent-encoded, without slashes at its ends; {@code
 *     ""} where the collection has no partitions
 */
public record JournalName(CollectionName collection, String partition)
    implements Comparable<JournalName> {
  public JournalName {
    if (partition.startsWith("/") || partition.endsWith("/")) {
      throw new IllegalArgumentException("a partition has no slash at its ends: " + partition);
    }
  }

  /**
   * {@code <namespace>/<collection>/<generation>[/<field=value>...]}, below {@code collections/}.
   */
  public String path() {
    return partition.isEmpty() ? collection.path() : collection.path() + '/' + partition;
  }

  /**
   * Reads {@link #path()}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static JournalName parse(String path) {
    String[] parts = path.split("/", 4);
    if (parts.length < 3) {
      throw new IllegalArgumentException("not the path of a journal: " + path);
    }
    return new JournalName(
        new CollectionName(parts[0], parts[1], parts[2]), parts.length == 4 ? parts[3] : "");
  }

  @Override
  public int compareTo(JournalName other) {
    return path().compareTo(other.path());
  }

  @Override
  public String toString() {
    return path();
  }
}
