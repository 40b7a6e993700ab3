package dev.firth.protocol.message;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What Firth says to a connector that captures. */
public sealed interface CaptureRequest {
  /** What are you? */
  record Spec() implements CaptureRequest {}

  /** What could be captured? */
  record Discover(JsonNode config) implements CaptureRequest {
    @Override
    public String toString() {
      return "Discover";
    }
  }

  /** Would this work? */
  record Validate(
      String name, JsonNode config, List<Binding> bindings, Optional<CaptureMessage> last)
      implements CaptureRequest {
    public Validate {
      bindings = List.copyOf(bindings);
    }

    /** A binding to be. */
    public record Binding(JsonNode resource, CollectionMessage collection, int backfill) {}

    @Override
    public String toString() {
      return "Validate[" + name + "]";
    }
  }

  /**
   * Prepare the source. Idempotent.
   *
   * @param version of the built spec
   * @param store id of the store that the task writes to: part of default names at the source
   */
  record Apply(
      CaptureMessage capture,
      String version,
      String store,
      Optional<CaptureMessage> last,
      RawJson state)
      implements CaptureRequest {}

  /**
   * How much does the source keep for this capture, which does not run? Asked now and then; a
   * connector that does not know the question may fail.
   *
   * @param store id of the store that the task writes to: part of default names at the source
   */
  record Retained(CaptureMessage capture, String store) implements CaptureRequest {}

  /**
   * Capture from where {@code state} says.
   *
   * @param version of the built spec
   * @param store id of the store that the task writes to: part of default names at the source
   * @param state an object; {@code {}} at first
   * @param once whether the connector may end when it has captured all that the source holds now
   */
  record Open(
      CaptureMessage capture,
      String version,
      String store,
      KeyRange range,
      RawJson state,
      boolean once)
      implements CaptureRequest {}

  /** So many more checkpoints are committed, in their order. Only for explicit acknowledgements. */
  record Acknowledge(int checkpoints) implements CaptureRequest {}
}
