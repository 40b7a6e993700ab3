package dev.firth.catalog.build;

import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A folder of the test resources, loaded as the directory of a person. Its {@code secrets.env}
 * stands for {@code .env}, which git and whatever else copies a repository leave out.
 */
final class Fixture {
  private Fixture() {}

  static Draft load(Path folder) {
    try {
      Path directory = Files.createTempDirectory("fixture");
      try {
        for (Path file : files(folder)) {
          String name = file.getFileName().toString();
          Files.copy(file, directory.resolve(name.equals("secrets.env") ? ".env" : name));
        }
        return Load.directory(directory);
      } finally {
        try (var all = Files.walk(directory)) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }
}
