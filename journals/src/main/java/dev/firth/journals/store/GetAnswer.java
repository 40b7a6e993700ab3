package dev.firth.journals.store;

import java.time.Instant;

/** What came of reading an object. */
public sealed interface GetAnswer {

  /**
   * The bytes asked for.
   *
   * @param bytes the object, or the part of it; the receiver owns the array
   * @param size of the whole object
   * @param lastModified when it was created, by the store's clock
   * @param storeDate when the store answered, by the same clock
   */
  record Found(byte[] bytes, long size, Instant lastModified, Instant storeDate)
      implements GetAnswer {}

  /** The store has no object of that name. */
  record Missing(Instant storeDate) implements GetAnswer {}

  /**
   * No answer, or a refusal, after all retries.
   *
   * @param status of HTTP, 0 where no answer came
   * @param code of S3, such as {@code AccessDenied}; empty where none came
   */
  record Failed(int status, String code, String why) implements GetAnswer {}
}
