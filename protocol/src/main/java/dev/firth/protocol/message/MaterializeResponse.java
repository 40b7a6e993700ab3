package dev.firth.protocol.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a connector that materializes says to Firth. */
public sealed interface MaterializeResponse {
  /** What it is. */
  record Spec(ConnectorSpecification specification) implements MaterializeResponse {}

  /** It would work: an answer for every binding, in the order of the request. */
  record Validated(List<Binding> bindings) implements MaterializeResponse {
    public Validated {
      bindings = List.copyOf(bindings);
    }

    /**
     * What it can do with a binding.
     *
     * @param constraints by field; a field of several carries the list in the order of the answer
     * @param deltaUpdates whether it takes changes instead of whole documents
     */
    public record Binding(
        Map<String, List<Constraint>> constraints,
        List<String> resourcePath,
        boolean deltaUpdates) {
      public Binding {
        constraints = Map.copyOf(constraints);
        resourcePath = List.copyOf(resourcePath);
      }
    }
  }

  /** The destination is prepared. */
  record Applied(String action, Optional<ConnectorState> state) implements MaterializeResponse {}

  /**
   * It is ready.
   *
   * @param checkpoint what the destination holds of ours, if it is the one that decides
   * @param disableLoadOptimization whether keys above the largest one stored must be loaded too
   * @param upsert whether stores do not depend on {@code exists}, so that a binding whose documents
   *     replace each other need not load
   * @param authoritative whether the destination commits the checkpoint of StartCommit together
   *     with the rows, so that it is the one that decides; also where it holds none yet
   */
  record Opened(
      Optional<RawJson> checkpoint,
      boolean disableLoadOptimization,
      boolean upsert,
      boolean authoritative)
      implements MaterializeResponse {
    /** Decides if it returned a checkpoint: all that connectors of other origin can tell. */
    public Opened(Optional<RawJson> checkpoint, boolean disableLoadOptimization, boolean upsert) {
      this(checkpoint, disableLoadOptimization, upsert, checkpoint.isPresent());
    }
  }

  /** The transaction before is applied and visible. */
  record Acknowledged(Optional<ConnectorState> state) implements MaterializeResponse {}

  /** Documents that the destination holds, each for one of the keys asked for. */
  record Loaded(DocumentBatch documents) implements MaterializeResponse {}

  /** All keys are answered; those without a document are not there. */
  record Flushed(Optional<ConnectorState> state) implements MaterializeResponse {}

  /** The commit is under way, or done if the destination decides. */
  record StartedCommit(Optional<ConnectorState> state) implements MaterializeResponse {}
}
