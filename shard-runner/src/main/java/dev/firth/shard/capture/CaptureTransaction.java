package dev.firth.shard.capture;

import dev.firth.documents.combine.Combiner;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.shard.policy.ClosePolicy;
import dev.firth.shard.status.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes into one commit: combined documents, and the checkpoints that they end on. Two of them
 * take turns: one fills while the other commits.
 */
final class CaptureTransaction implements AutoCloseable {
  private static final int STATE = 64;

  private final Combiner combiner;
  private final Held held;
  private final List<ConnectorState> states = new ArrayList<>();
  private final List<CaptureResponse.SourcedSchema> sourced = new ArrayList<>();
  private long opened;
  private long documents;
  private long bytes;
  private long sinceCheckpoint;
  private boolean empty = true;
  private boolean caughtUp;

  CaptureTransaction(Combiner combiner, int bindings) {
    this.combiner = combiner;
    held = new Held(bindings);
  }

  Combiner combiner() {
    return combiner;
  }

  /** What waits in it. */
  Held held() {
    return held;
  }

  /** A document went into the combiner. */
  void added(int length) {
    documents++;
    sinceCheckpoint++;
    bytes += length;
  }

  /** Something came at {@code now}: the first such moment opens the transaction. */
  void touched(long now) {
    if (empty) {
      empty = false;
      opened = now;
    }
  }

  /** A checkpoint came. Its state counts like a document: a log that stands still holds many. */
  void checkpoint(ConnectorState state, boolean sourceReached) {
    states.add(state);
    bytes += STATE + state.updated().bytes().length;
    caughtUp |= sourceReached;
    sinceCheckpoint = 0;
  }

  /** The source said what a binding's documents are like. It holds from the next commit on. */
  void sourced(CaptureResponse.SourcedSchema schema) {
    sourced.add(schema);
    bytes += STATE + schema.schema().toString().length();
  }

  List<CaptureResponse.SourcedSchema> sourced() {
    return sourced;
  }

  List<ConnectorState> states() {
    return states;
  }

  int checkpoints() {
    return states.size();
  }

  long documents() {
    return documents;
  }

  long documentsSinceCheckpoint() {
    return sinceCheckpoint;
  }

  boolean isEmpty() {
    return empty;
  }

  /** Whether it ends on a checkpoint. */
  boolean cuttable() {
    return sinceCheckpoint == 0;
  }

  /** Whether the source's position at the start lies in it or before. */
  boolean caughtUp() {
    return caughtUp;
  }

  Duration age(long now) {
    return empty ? Duration.ZERO : Duration.ofNanos(now - opened);
  }

  ClosePolicy.Facts facts(
      long now, Duration sinceClose, boolean commitReady, boolean inputReady, boolean stopping) {
    return new ClosePolicy.Facts(
        age(now),
        sinceClose,
        bytes,
        documents,
        empty,
        documents == 0 && !caughtUp,
        cuttable(),
        commitReady,
        inputReady,
        stopping);
  }

  /** Empty again, after its commit or because it is given up. */
  void reset() {
    if (!combiner.isEmpty()) {
      combiner.drain().close();
    }
    states.clear();
    sourced.clear();
    held.clear();
    documents = 0;
    bytes = 0;
    sinceCheckpoint = 0;
    empty = true;
    caughtUp = false;
  }

  @Override
  public void close() {
    combiner.close();
  }
}
