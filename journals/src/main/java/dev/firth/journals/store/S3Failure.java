package dev.firth.journals.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What a failed attempt says.
 *
 * @param status of HTTP, 0 where no answer came
 * @param code of S3, empty where none came
 * @param date of the answer, the epoch where none came
 */
record S3Failure(int status, String code, String why, Instant date) {

  /** Reads an answer that is no success. */
  static S3Failure of(S3Create.Answer answer, Instant date) {
    return of(answer.head().statusCode(), answer.element("Code"), answer.element("Message"), date);
  }

  /** Reads an exception of the SDK, of its HTTP client, or of our own credentials. */
  static S3Failure of(Exception e) {
    if (e instanceof StoreException ours) {
      return new S3Failure(400, "NoCredentials", ours.sentence(), Instant.EPOCH);
    }
    if (!(e instanceof SdkServiceException answered)) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new S3Failure(0, "", "no answer: " + cause.getMessage(), Instant.EPOCH);
    }
    String code = "";
    String words = "";
    Instant date = Instant.EPOCH;
    if (e instanceof S3Exception s3 && s3.awsErrorDetails() != null) {
      var details = s3.awsErrorDetails();
      code = Optional.ofNullable(details.errorCode()).orElse("");
      words = Optional.ofNullable(details.errorMessage()).orElse("");
      date = details.sdkHttpResponse() == null ? date : dateOf(details.sdkHttpResponse());
    }
    return of(answered.statusCode(), code, words, date);
  }

  private static S3Failure of(int status, String code, String words, Instant date) {
    String why = ("HTTP " + status + " " + code).strip();
    return new S3Failure(status, code, words.isBlank() ? why : why + ": " + words, date);
  }

  /** Whether the same request may succeed later. */
  boolean mayPass() {
    return switch (status) {
      case 0, 408, 409, 429 -> true;
      case 501 -> false;
      default -> status >= 500;
    };
  }

  /** Whether the store said that there is no such object (and not: no such bucket). */
  boolean missingObject() {
    return status == 404 && !code.equals("NoSuchBucket");
  }

  /** The store's clock, or the epoch where it tells none: preflight refuses such a store. */
  static Instant dateOf(SdkHttpResponse response) {
    try {
      return response
          .firstMatchingHeader("Date")
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .orElse(Instant.EPOCH);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
