package dev.firth.cli.flow;

import dev.firth.catalog.load.Load;
import dev.firth.cli.directory.FlowDirectory;
import dev.firth.journals.host.VirtualHost;
import dev.firth.journals.read.ReadContext;
import dev.firth.journals.read.Tails;
import dev.firth.journals.store.S3LogStore;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.StoreSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What a directory's flow has stored, while no {@code up} runs it. */
public final class StoredFlow implements AutoCloseable {
  private final FlowDirectory flow;
  private final S3LogStore store;
  private final Deque<AutoCloseable> open;

  private StoredFlow(FlowDirectory flow, S3LogStore store, Deque<AutoCloseable> open) {
    this.flow = flow;
    this.store = store;
    this.open = open;
  }

  /**
   * Opens the store that the last publication wrote to; the embedded one is started for as long.
   */
  public static StoredFlow open(FlowDirectory flow) {
    var open = new ArrayDeque<AutoCloseable>();
    var published =
        FlowBuild.read(flow.publication())
            .flatMap(p -> p.tasks().stream().findFirst())
            .map(t -> t.store());
    S3LogStore store;
    if (published.isEmpty()
        || published.get().credentials().equals(Optional.of(LocalStore.CREDENTIALS))) {
      var local = LocalStore.reading(flow);
      open.push(local);
      store = OpenStore.connect(local.spec(Duration.ofMinutes(10)), LocalStore.credentials(flow));
    } else {
      StoreSpec spec = published.get();
      store =
          OpenStore.connect(
              spec, OpenStore.credentials(spec, Load.directory(flow.directory()).secrets()));
    }
    open.push(store);
    return new StoredFlow(flow, store, open);
  }

  /** Writes a collection's committed documents. */
  public void read(
      CollectionSpec collection, CollectionOutput.Filter filter, boolean reduced, OutputStream out)
      throws IOException, InterruptedException {
    var context = ReadContext.of(new VirtualHost(), store, Tails.NONE);
    var output = new CollectionOutput(context, collection, filter, out);
    if (reduced) {
      output.reduced(flow.state().resolve("spill"));
    } else {
      output.all(false);
    }
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
