package dev.firth.cli.flow;

import dev.firth.catalog.build.Publication;
import dev.firth.catalog.build.SecretPrints;
import dev.firth.catalog.build.Stores;
import dev.firth.catalog.infer.InferredSchemas;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Load;
import dev.firth.cli.directory.FlowDirectory;
import dev.firth.specs.StoreSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a build is made of that nobody means to run.
 *
 * @param directory of YAML, or {@code -} for standard input
 * @param connectors those that run as processes, {@code NAME=COMMAND}
 */
public record CheckedDirectory(String directory, List<String> connectors) {

  /** What people wrote. */
  public Draft draft() throws IOException {
    return isStream()
        ? Load.stream("-", System.in)
        : Load.directory(FlowDirectory.of(Path.of(directory)).directory());
  }

  /** What runs now. */
  public Optional<Publication> last() {
    return isStream()
        ? Optional.empty()
        : FlowBuild.read(base().resolve(".firth/publication.json"));
  }

  /** What documents were seen to be like. */
  public InferredSchemas inferred() {
    return isStream()
        ? InferredSchemas.NONE
        : new InferredFolder(base().resolve(".firth/inferred")).read();
  }

  /** Connectors, started as they are asked. */
  public RunningConnectors answers() {
    var local = LocalConnectors.of(connectors);
    return new RunningConnectors(local, local.known(), base());
  }

  /** By which changed secrets are known. */
  public SecretPrints prints() throws IOException {
    return PrintKey.existing(base().resolve(".firth"));
  }

  /**
   * Where tasks would write.
   *
   * @param mapped whether StorageMappings say so
   */
  public static Stores stores(boolean mapped) {
    var nowhere =
        new StoreSpec(
            Optional.empty(),
            "firth",
            "",
            "us-east-1",
            true,
            Duration.ofMinutes(10),
            Optional.empty());
    return mapped ? new Stores.Mapped() : new Stores.Fixed(nowhere);
  }

  private boolean isStream() {
    return directory.equals("-");
  }

  private Path base() {
    return Path.of(isStream() ? "." : directory).toAbsolutePath().normalize();
  }
}
