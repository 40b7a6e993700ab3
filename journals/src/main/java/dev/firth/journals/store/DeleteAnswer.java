package dev.firth.journals.store;

import java.time.Instant;

/** What came of deleting an object. */
public sealed interface DeleteAnswer {

  /** No object of that name exists any more. */
  record Deleted(Instant storeDate) implements DeleteAnswer {}

  /** As {@link GetAnswer.Failed}; it may be deleted all the same. */
  record Failed(int status, String code, String why) implements DeleteAnswer {}
}
