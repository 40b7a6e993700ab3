package dev.firth.documents.combine;

/** The records of memory, by a sorted list of their keys. */
final class MemorySource implements Source {
  private final Records records;
  private final int[] order;
  private int at = -1;
  private int document;
  private int following;
  private int remaining;

  MemorySource(Records records, int[] order) {
    this.records = records;
    this.order = order;
  }

  @Override
  public boolean nextKey() {
    if (++at >= order.length) {
      return false;
    }
    following = records.first(order[at]);
    remaining = records.count(order[at]);
    return true;
  }

  /** The record of the key. */
  int record() {
    return order[at];
  }

  @Override
  public int binding() {
    return records.binding(order[at]);
  }

  @Override
  public byte[] key() {
    return records.chunk(order[at]);
  }

  @Override
  public int keyOffset() {
    return records.keyOffset(order[at]);
  }

  @Override
  public int keyLength() {
    return records.keyLength(order[at]);
  }

  @Override
  public int remaining() {
    return remaining;
  }

  @Override
  public boolean startsLoaded() {
    return (records.flags(records.first(order[at])) & Records.LOADED) != 0;
  }

  @Override
  public void nextDocument() {
    document = following;
    following = records.next(document);
    remaining--;
  }

  @Override
  public byte[] bytes() {
    return records.chunk(document);
  }

  @Override
  public int offset() {
    return records.bytesOffset(document);
  }

  @Override
  public int length() {
    return records.length(document);
  }

  @Override
  public int flags() {
    return records.flags(document) & ~Records.NOTED;
  }

  @Override
  public boolean noted() {
    return (records.flags(document) & Records.NOTED) != 0;
  }
}
