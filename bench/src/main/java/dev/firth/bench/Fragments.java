package dev.firth.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Counts the documents in a collection's files; each file is read once, since none changes. */
final class Fragments {
  private final Path folder;
  private final Map<Path, Long> counted = new HashMap<>();

  Fragments(Path folder) {
    this.folder = folder;
  }

  /** Documents in all files that are there now. */
  long documents() throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file :
          files
              .filter(f -> f.toString().endsWith(".ndjson.gz") && !counted.containsKey(f))
              .toList()) {
        counted.put(file, lines(file));
      }
    }
    return counted.values().stream().mapToLong(Long::longValue).sum();
  }

  int files() {
    return counted.size();
  }

  private static long lines(Path file) throws IOException {
    long lines = 0;
    var buffer = new byte[1 << 16];
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16))) {
      for (int length; (length = in.read(buffer)) >= 0; ) {
        for (int i = 0; i < length; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }
}
