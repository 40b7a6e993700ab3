package dev.firth.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.catalog.Problem;
import dev.firth.catalog.load.Draft;
import dev.firth.specs.StoreSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder of {@code src/test/resources/bad} is a directory as a person has it, with the exact
 * words that they get beside it in {@code expected.txt}.
 */
class BuildFixtureTest {
  private static final Path BAD = Path.of("src/test/resources/bad");
  private static final boolean UPDATE = Boolean.getBoolean("fixtures.update");

  static final StoreSpec STORE =
      new StoreSpec(
          Optional.empty(),
          "bucket",
          "",
          "us-east-1",
          true,
          Duration.ofHours(24),
          Optional.empty());

  @TestFactory
  Stream<DynamicTest> words() throws IOException {
    try (var folders = Files.list(BAD)) {
      List<Path> all =
          folders.filter(Files::isDirectory).sorted(Comparator.comparing(Path::toString)).toList();
      assertThat(all).isNotEmpty();
      return all.stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> words(f)));
    }
  }

  private static void words(Path folder) throws IOException, InterruptedException {
    Draft draft = Fixture.load(folder);
    Stores stores =
        draft.storageMappings().isEmpty() ? new Stores.Fixed(STORE) : new Stores.Mapped();
    Built built = CatalogBuild.build(draft, Optional.empty(), new StubAnswers(), stores);
    var said = new StringBuilder();
    for (Problem problem : built.problems()) {
      said.append(problem.render()).append(" [").append(problem.reason().word()).append("]\n");
    }
    for (Problem problem : built.blocked()) {
      said.append("blocked: ").append(problem.render()).append('\n');
    }
    for (Problem problem : built.warnings()) {
      said.append("warning: ").append(problem.render()).append('\n');
    }
    Path expected = folder.resolve("expected.txt");
    if (UPDATE) {
      Files.writeString(expected, said);
    }
    assertThat(said.toString()).isEqualTo(Files.readString(expected));
    assertThat(said.toString()).doesNotContain("hunter2", "ter2");
    assertThat(built.problems()).isNotEmpty();
  }
}
