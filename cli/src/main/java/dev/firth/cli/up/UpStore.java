package dev.firth.cli.up;

import dev.firth.catalog.build.Built;
import dev.firth.catalog.build.Publication;
import dev.firth.catalog.build.Stores;
import dev.firth.catalog.load.Secrets;
import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.directory.FlowDirectory;
import dev.firth.cli.flow.ClaimedEarly;
import dev.firth.cli.flow.LocalStore;
import dev.firth.cli.flow.OpenStore;
import dev.firth.cli.flow.StoreIdentity;
import dev.firth.cli.flow.StorePlace;
import dev.firth.journals.store.S3Credentials;
import dev.firth.specs.StoreSpec;
import dev.firth.specs.TaskSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store of one run: the directory's embedded one, or the one that its StorageMapping names. */
final class UpStore implements AutoCloseable {
  private final FlowDirectory flow;
  private final Stores stores;
  private final Optional<LocalStore> local;
  private List<TaskSpec> ran = List.of();
  private Optional<ClaimedEarly> early = Optional.empty();
  private @Nullable StorePlace place;
  private @Nullable OpenStore claimed;

  private UpStore(FlowDirectory flow, Stores stores, Optional<LocalStore> local) {
    this.flow = flow;
    this.stores = stores;
    this.local = local;
  }

  /** Starts the embedded store, unless StorageMappings are to be used. */
  static UpStore start(FlowDirectory flow, UpOptions options) {
    if (options.useStores()) {
      return new UpStore(flow, new Stores.Mapped(), Optional.empty());
    }
    var local = LocalStore.start(flow);
    var stores = new Stores.Fixed(local.spec(options.logRetention()));
    return new UpStore(flow, stores, Optional.of(local));
  }

  Stores stores() {
    return stores;
  }

  /** Begins to claim the store that the last run used, while this one's flow is built. */
  void expect(Publication last, Secrets secrets) {
    ran = last.tasks();
    if (ran.isEmpty()) {
      return;
    }
    StoreSpec spec = ran.getFirst().store();
    try {
      early =
          Optional.of(
              ClaimedEarly.begin(spec, credentials(spec, secrets), StoreIdentity.of(flow), ran));
    } catch (CliException withoutItsSecret) {
      early = Optional.empty();
    }
  }

  /** Claims the store that all tasks write to. */
  OpenStore claim(Built built, Secrets secrets) throws InterruptedException {
    var distinct =
        built.publication().tasks().stream().map(task -> task.store()).distinct().toList();
    if (distinct.size() > 1) {
      throw new CliException(
          Exit.FLOW,
          "The tasks of "
              + flow.directory()
              + " write to "
              + distinct.size()
              + " stores; one run of several stores is not built yet (NotYetSupported). Use one StorageMapping.");
    }
    StoreSpec spec = distinct.getFirst();
    S3Credentials credentials = credentials(spec, secrets);
    var expected =
        early.isPresent() ? early.get().take(spec, credentials) : Optional.<OpenStore>empty();
    var store =
        expected.isPresent()
            ? expected.get()
            : OpenStore.claim(spec, credentials, StoreIdentity.of(flow), ran);
    claimed = store;
    place = StorePlace.of(spec);
    return store;
  }

  /** Why tasks cannot run, if they are to be kept elsewhere than this run writes. */
  Optional<String> refusal(List<TaskSpec> tasks) {
    return place == null ? Optional.empty() : place.refusal(tasks);
  }

  private S3Credentials credentials(StoreSpec spec, Secrets secrets) {
    return stores instanceof Stores.Fixed
        ? LocalStore.credentials(flow)
        : OpenStore.credentials(spec, secrets);
  }

  @Override
  public void close() throws InterruptedException {
    try {
      if (early.isPresent()) {
        early.get().close();
      }
      if (claimed != null) {
        claimed.close();
      }
    } finally {
      local.ifPresent(LocalStore::close);
    }
  }
}
