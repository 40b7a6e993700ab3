package dev.firth.protocol.message;

import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** What a connector that captures says to Firth. */
public sealed interface CaptureResponse {
  /** What it is. */
  record Spec(ConnectorSpecification specification) implements CaptureResponse {}

  /** What it could capture. */
  record Discovered(List<Binding> bindings) implements CaptureResponse {
    public Discovered {
      bindings = List.copyOf(bindings);
    }

    /**
     * One thing of the source.
     *
     * @param resourcePath may be empty: then {@link ConnectorSpecification#resourcePathPointers}
     *     say
     * @param key RFC 6901 pointers; empty if none is known
     * @param disabled whether people should choose it rather than get it
     */
    public record Binding(
        String recommendedName,
        JsonNode resource,
        List<String> resourcePath,
        JsonNode documentSchema,
        List<String> key,
        boolean disabled) {
      public Binding {
        resourcePath = List.copyOf(resourcePath);
        key = List.copyOf(key);
      }
    }
  }

  /**
   * It would work.
   *
   * @param resourcePaths the path of every binding, in the order of the request
   * @param warnings sentences about what works and is probably not meant
   */
  record Validated(List<List<String>> resourcePaths, List<String> warnings)
      implements CaptureResponse {
    public Validated {
      resourcePaths = resourcePaths.stream().map(List::copyOf).toList();
      warnings = List.copyOf(warnings);
    }

    /** Nothing is to be warned of. */
    public Validated(List<List<String>> resourcePaths) {
      this(resourcePaths, List.of());
    }
  }

  /**
   * The source is prepared.
   *
   * @param action what was done, for people; empty for nothing
   */
  record Applied(String action) implements CaptureResponse {}

  /**
   * What the source keeps for the capture until it goes on.
   *
   * @param walBytes of the source's log; empty if it keeps none
   */
  record Retained(OptionalLong walBytes) implements CaptureResponse {}

  /**
   * It captures now.
   *
   * @param explicitAcknowledgements whether it wants {@link CaptureRequest.Acknowledge}
   * @param reportsCaughtUp whether a checkpoint of it will say so when the position of the source's
   *     start is reached
   */
  record Opened(boolean explicitAcknowledgements, boolean reportsCaughtUp)
      implements CaptureResponse {}

  /** Documents, in order. They count with the next checkpoint. */
  record Captured(DocumentBatch documents) implements CaptureResponse {}

  /** The source's own schema of a binding's documents. Counts with the next checkpoint. */
  record SourcedSchema(int binding, JsonNode schema) implements CaptureResponse {}

  /**
   * Everything before it belongs together and may be committed.
   *
   * @param caughtUp whether all that the source held when the session was opened now stands before
   *     a checkpoint
   */
  record Checkpoint(ConnectorState state, boolean caughtUp) implements CaptureResponse {}
}
