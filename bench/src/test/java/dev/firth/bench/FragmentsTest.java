package dev.firth.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FragmentsTest {
  @TempDir Path folder;

  @Test
  void countsLinesOfAllFilesAndOfNewOnes() throws IOException {
    var fragments = new Fragments(folder);
    write("utc_hour=01/a.ndjson.gz", "{}\n{}\n", "{}\n");
    Files.writeString(folder.resolve("other"), "\n");

    assertThat(fragments.documents()).isEqualTo(3);

    write("utc_hour=02/b.ndjson.gz", "{}\n");
    assertThat(fragments.documents()).isEqualTo(4);
  }

  private void write(String name, String... members) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (var out = Files.newOutputStream(file)) {
      for (var member : members) {
        var gzip = new GZIPOutputStream(out);
        gzip.write(member.getBytes(StandardCharsets.UTF_8));
        gzip.finish();
      }
    }
  }
}
