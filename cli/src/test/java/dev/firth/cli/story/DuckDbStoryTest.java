package dev.firth.cli.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB reads a collection's fragments from the store's folder. */
class DuckDbStoryTest {
  @TempDir Path folder;

  @Test
  void sumsAreThoseOfTheDestination() throws Exception {
    assumeTrue(
        python("import duckdb").exit() == 0,
        "python3 has no module duckdb (pip install duckdb): fragments are not read with it.");
    var flow = Quickstart.copy(folder);
    assertThat(flow.upOnce().exit()).isZero();

    var sums =
        python(
            """
            import duckdb
            rows = duckdb.sql(\"\"\"
              SELECT page, sum(visits) FROM read_json('%s/store/firth/collections/**/*.ndjson.gz', hive_partitioning=true)
              GROUP BY page ORDER BY page\"\"\").fetchall()
            print({page: int(visits) for page, visits in rows} == %s)
            """
                .formatted(flow.state(), python(flow)));

    assertThat(sums.text()).isEqualTo("True\n");
  }

  private static String python(Quickstart flow) throws Exception {
    var dictionary = new StringBuilder("{");
    flow.pages().forEach((page, visits) -> dictionary.append("'%s': %d,".formatted(page, visits)));
    return dictionary.append('}').toString();
  }

  private record Answer(int exit, String text) {}

  private static Answer python(String program) throws IOException, InterruptedException {
    Process python;
    try {
      python = new ProcessBuilder("python3", "-c", program).redirectErrorStream(true).start();
    } catch (IOException absent) {
      return new Answer(-1, String.valueOf(absent.getMessage()));
    }
    var text = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(python.waitFor(), text);
  }
}
