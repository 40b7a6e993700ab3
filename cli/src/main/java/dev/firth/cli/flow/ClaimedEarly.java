package dev.firth.cli.flow;

import dev.firth.journals.store.S3Credentials;
import dev.firth.journals.store.StoreOwner;
import dev.firth.specs.StoreSpec;
import dev.firth.specs.TaskSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * The store that the last run wrote to, connected, tried and claimed while the flow is built: a
 * start after a kill mostly finds the same store, and each of the two takes a third of a second.
 */
public final class ClaimedEarly implements AutoCloseable {
  private final Where where;
  private final Early<OpenStore> claimed;

  private record Where(StoreSpec spec, S3Credentials credentials) {}

  private ClaimedEarly(Where where, StoreOwner owner, List<TaskSpec> ran) {
    this.where = where;
    this.claimed =
        Early.begin(
            "store-claim",
            () -> OpenStore.claim(where.spec(), where.credentials(), owner, ran),
            OpenStore::close);
  }

  /**
   * Begins with the store that a run is expected to use.
   *
   * @param ran the tasks that have a log already, which must be in this store
   */
  public static ClaimedEarly begin(
      StoreSpec spec, S3Credentials credentials, StoreOwner owner, List<TaskSpec> ran) {
    return new ClaimedEarly(new Where(spec, credentials), owner, ran);
  }

  /**
   * The claimed store, the caller's to close, if it is the one that is asked for; fails as {@link
   * OpenStore#claim} does. If it is another, it is given back.
   */
  public Optional<OpenStore> take(StoreSpec spec, S3Credentials credentials)
      throws InterruptedException {
    if (!where.equals(new Where(spec, credentials))) {
      close();
      return Optional.empty();
    }
    try {
      return Optional.of(claimed.take());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : new CompletionException(e);
    }
  }

  /** Gives back what nobody took; does not wait for a store that does not answer. */
  @Override
  public void close() {
    claimed.close();
  }
}
