package dev.firth.journals.store;

import java.time.Instant;

/** What came of asking for an object's size and age. */
public sealed interface HeadAnswer {

  /** It exists. */
  record Found(long size, Instant lastModified, Instant storeDate) implements HeadAnswer {}

  /** The store has no object of that name. */
  record Missing(Instant storeDate) implements HeadAnswer {}

  /** As {@link GetAnswer.Failed}. */
  record Failed(int status, String code, String why) implements HeadAnswer {}
}
