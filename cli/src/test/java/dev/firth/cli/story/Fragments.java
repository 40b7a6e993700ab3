package dev.firth.cli.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.json.JsonMapper;

/** The files of a collection in the embedded store's folder, as other programs read them. */
final class Fragments {
  private Fragments() {}

  /** Every line of every fragment. */
  static List<String> documents(Quickstart flow, String collection) throws IOException {
    var documents = new ArrayList<String>();
    for (var file : files(flow, collection)) {
      try (var reader =
          new BufferedReader(
              new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
        reader.lines().forEach(documents::add);
      }
    }
    return documents;
  }

  static List<Path> files(Quickstart flow, String collection) throws IOException {
    var folder = flow.state().resolve("store/firth/collections");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var walk = Files.walk(folder)) {
      return walk.filter(file -> file.toString().endsWith(".ndjson.gz"))
          .filter(file -> file.toString().contains("/" + collection + "/"))
          .toList();
    }
  }

  /** The sum of a whole-numbered member over all documents. */
  static long sum(Quickstart flow, String collection, String member) throws IOException {
    return documents(flow, collection).stream()
        .mapToLong(document -> JsonMapper.shared().readTree(document).path(member).asLong())
        .sum();
  }

  /**
   * Every document of the fragments is one that {@code firth read} shows, and stands there once.
   */
  static void assertCommittedOnce(Quickstart flow, String collection)
      throws IOException, InterruptedException {
    var documents = documents(flow, collection);
    assertThat(new HashSet<>(documents)).hasSameSizeAs(documents);
    var read = flow.firth("read", collection);
    assertThat(read.exit()).as(read.err()).isZero();
    assertThat(read.out().lines().toList()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(read.out().lines().toList()).containsAll(documents);
  }
}
