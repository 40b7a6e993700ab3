package dev.firth.journals.store;

import java.time.Instant;
import java.util.List;

/** What came of listing a prefix. */
public sealed interface ListAnswer {

  /** One object. */
  record Entry(String key, long size, Instant lastModified) {}

  /**
   * Objects in key order.
   *
   * @param more whether keys above the last entry remain
   * @param storeDate when the first page of it was answered: everything created before is in it
   */
  record Listed(List<Entry> entries, boolean more, Instant storeDate) implements ListAnswer {}

  /** As {@link GetAnswer.Failed}. */
  record Failed(int status, String code, String why) implements ListAnswer {}
}
