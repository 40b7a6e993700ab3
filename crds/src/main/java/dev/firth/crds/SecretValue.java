package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Objects;

/** A text that is never printed: only {@link #reveal} gives it away. */
public final class SecretValue {
  private final String value;

  private SecretValue(String value) {
    this.value = Objects.requireNonNull(value);
  }

  /** Wraps a text. */
  @JsonCreator
  public static SecretValue of(String value) {
    return new SecretValue(value);
  }

  /** The text itself, for whoever hands it to a connector or a store; never for a person. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretValue that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
