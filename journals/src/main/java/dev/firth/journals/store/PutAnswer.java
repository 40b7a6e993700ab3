package dev.firth.journals.store;

import java.time.Instant;

/** What came of one attempt to write an object. */
public sealed interface PutAnswer {

  /** The store says that it is written (200). */
  record Created(Instant storeDate) implements PutAnswer {}

  /** An object of that name exists (412); it may be ours, from an attempt before. */
  record Exists(Instant storeDate) implements PutAnswer {}

  /**
   * It may be written, may be written later, or never (409, 5xx, time-out, broken connection).
   *
   * @param status of HTTP, 0 where no answer came
   */
  record Unknown(int status, String why) implements PutAnswer {}

  /**
   * The store refused this attempt (403, a missing bucket, any other 4xx). It proves nothing about
   * attempts before.
   */
  record Refused(int status, String code, String why) implements PutAnswer {}
}
