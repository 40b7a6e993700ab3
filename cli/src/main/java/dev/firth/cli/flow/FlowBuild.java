package dev.firth.cli.flow;

import dev.firth.catalog.build.Built;
import dev.firth.catalog.build.CatalogBuild;
import dev.firth.catalog.build.Publication;
import dev.firth.catalog.build.SecretPrints;
import dev.firth.catalog.build.Stores;
import dev.firth.catalog.infer.InferredSchemas;
import dev.firth.catalog.load.Draft;
import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.directory.FlowDirectory;
import dev.firth.specs.InferredSchema;
import dev.firth.specs.SpecException;
import dev.firth.specs.SpecJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Builds a directory against its last publication, and keeps what was published. */
public final class FlowBuild {
  private final FlowDirectory flow;
  private final RunningConnectors connectors;
  private final Stores stores;
  private final SecretPrints prints;
  private final InferredFolder folder;
  private InferredSchemas inferred;
  private Collection<InferredSchema> said = List.of();
  private Optional<Publication> last;

  /** Begins with the publication that the directory's last run left. */
  public FlowBuild(FlowDirectory flow, RunningConnectors connectors, Stores stores) {
    this.flow = flow;
    this.connectors = connectors;
    this.stores = stores;
    this.prints = PrintKey.of(flow);
    this.folder = new InferredFolder(flow.inferred());
    this.inferred = folder.read();
    this.last = read(flow.publication());
  }

  /** What is published. */
  public Optional<Publication> last() {
    return last;
  }

  /** Builds; nothing is published. */
  public Built build(Draft draft) throws InterruptedException {
    return CatalogBuild.build(draft, inferred, last, connectors, stores, prints);
  }

  /**
   * Takes in and keeps what shards have seen of documents.
   *
   * @return whether it is more than was known
   */
  public boolean learn(Collection<InferredSchema> shards) {
    if (shards.equals(said)) {
      return false;
    }
    InferredSchemas before = inferred;
    inferred = before.with(shards);
    folder.write(before, inferred);
    said = List.copyOf(shards);
    return inferred != before;
  }

  /** Keeps a publication: the next build starts from it, and {@code firth shard} runs its specs. */
  public void publish(Publication publication) {
    try {
      writeSpecs(publication);
      replace(flow.publication(), publication.write());
    } catch (IOException e) {
      throw new CliException(
          Exit.ENVIRONMENT,
          "Cannot keep the publication in " + flow.state() + ": " + e.getMessage(),
          e);
    }
    last = Optional.of(publication);
  }

  private void writeSpecs(Publication publication) throws IOException {
    var folder = Files.createDirectories(flow.specs());
    var current = new HashSet<Path>();
    for (var task : publication.tasks()) {
      var file = folder.resolve(task.kindName() + "-" + task.name() + ".json");
      replace(file, SpecJson.write(task));
      current.add(file);
    }
    try (var files = Files.newDirectoryStream(folder, "*.json")) {
      for (var file : files) {
        if (!current.contains(file)) {
          Files.delete(file);
        }
      }
    }
  }

  static void replace(Path file, byte[] content) throws IOException {
    var whole = Files.createTempFile(file.getParent(), "new", ".tmp");
    Files.write(whole, content);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The publication in a file; empty when there is none. */
  public static Optional<Publication> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Publication.read(Files.readAllBytes(file)));
    } catch (IOException | SpecException e) {
      throw new CliException(Exit.ENVIRONMENT, file + ": " + e.getMessage(), e);
    }
  }
}
