package dev.firth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.catalog.Problem;
import dev.firth.catalog.build.Built;
import dev.firth.catalog.build.CatalogBuild;
import dev.firth.catalog.build.Stores;
import dev.firth.catalog.load.Load;
import dev.firth.cli.flow.LocalConnectors;
import dev.firth.cli.flow.RunningConnectors;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.StoreSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples build with our own connectors, as they are in the repository. */
class ExamplesTest {
  @Test
  void quickstart() throws InterruptedException {
    Built built = build("quickstart");

    assertThat(built.problems()).isEmpty();
    var pages =
        (MaterializationSpec) built.publication().task("materialization", "pages").orElseThrow();
    assertThat(pages.bindings().getFirst().fields().keys()).containsExactly("page");
    assertThat(pages.bindings().getFirst().fields().values()).contains("visits", "lastSeen");
  }

  @Test
  void postgresLacksOnlyItsSecrets() throws InterruptedException {
    assertThat(build("postgres").problems())
        .hasSize(6)
        .extracting(Problem::sentence)
        .allMatch(s -> s.matches("Secret (source|copy)-db has no key .* Put .* into \\.env, .*"));
  }

  private static Built build(String example) throws InterruptedException {
    var directory = Path.of("../examples", example);
    var local = LocalConnectors.of(List.of());
    var store =
        new StoreSpec(
            Optional.empty(), "b", "", "us-east-1", true, Duration.ofMinutes(10), Optional.empty());
    return CatalogBuild.build(
        Load.directory(directory),
        Optional.empty(),
        new RunningConnectors(local, local.known(), directory),
        new Stores.Fixed(store));
  }
}
