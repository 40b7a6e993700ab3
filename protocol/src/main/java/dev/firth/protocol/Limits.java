package dev.firth.protocol;

/** How large things may be, in bytes. */
public final class Limits {
  /** A document. */
  public static final int DOCUMENT = 16 << 20;

  /** A message, which is a line. */
  public static final int MESSAGE = 64 << 20;

  /** Requests that a connector has not read yet: Loads above all. */
  public static final long UNREAD_REQUESTS = 4 << 20;

  /** Responses that Firth has not read yet. */
  public static final long UNREAD_RESPONSES = 4 << 20;

  private Limits() {}

  /** Refuses a document that is too large, before anybody carries it. */
  public static void checkDocument(String collection, int length) {
    if (length > DOCUMENT) {
      throw ConnectorFailure.pause(
          "DocumentTooLarge",
          "a document of %s has %.1f MiB, but the most is 16 MiB. Leave out or shorten what makes it so large."
              .formatted(collection, length / 1048576.0));
    }
  }
}
