package dev.firth.protocol.sdk;

import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import java.util.Optional;

/**
 * The transactions of one opened destination. Calls come from one thread in the order acknowledge,
 * load*, flush, store*, startCommit, and again from the start. Closing rolls back what is not
 * committed.
 */
public interface Transactions extends AutoCloseable {
  MaterializeResponse.Opened opened();

  /**
   * The transaction before is committed in the task's log: make it visible if that is still to do.
   * Idempotent.
   */
  default Optional<ConnectorState> acknowledge() throws Exception {
    return Optional.empty();
  }

  /** Looks keys up, now or until {@link #flush}. The batch is the connector's to keep. */
  void load(LoadBatch keys, LoadedOutput output) throws Exception;

  /** Answers every key that is still open. */
  default Optional<ConnectorState> flush(LoadedOutput output) throws Exception {
    return Optional.empty();
  }

  /** Stores rows. The batch is the connector's to keep. */
  void store(StoreBatch rows) throws Exception;

  /**
   * Commits, together with the checkpoint if the destination keeps it. A destination that decides
   * has committed durably when this returns.
   */
  Optional<ConnectorState> startCommit(RawJson checkpoint) throws Exception;

  @Override
  void close() throws Exception;
}
