package dev.firth.specs;

import org.jspecify.annotations.Nullable;

/** A text that is not a built spec. The message says what was expected and where. */
public final class SpecException extends RuntimeException {
  public SpecException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public SpecException(String message) {
    super(message);
  }
}
