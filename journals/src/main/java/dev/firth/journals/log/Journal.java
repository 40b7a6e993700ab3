package dev.firth.journals.log;

/**
 * What documents are appended to: a journal, and the write schema that they were checked by. Made
 * once by {@link ShardLog#journal} and kept by the caller; the hot path looks nothing up.
 */
public final class Journal {
  private final JournalName name;
  private final String schema;
  private final int slot;

  Journal(JournalName name, String schema, int slot) {
    this.name = name;
    this.schema = schema;
    this.slot = slot;
  }

  public JournalName name() {
    return name;
  }

  /** Hash of the write schema; {@code ""} if there is none. */
  public String schema() {
    return schema;
  }

  int slot() {
    return slot;
  }
}
