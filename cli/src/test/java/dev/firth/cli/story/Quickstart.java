package dev.firth.cli.story;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A copy of {@code examples/quickstart}: NDJSON files of {@code visits/} are summed by page into
 * the table {@code pages} of {@code pages.db}.
 */
record Quickstart(Path directory) {
  private static final Path EXAMPLE = Path.of("../examples/quickstart");

  /** What the example's own files sum to. */
  static Map<String, Long> sums() throws IOException {
    var sums = new TreeMap<String, Long>();
    try (var files = Files.newDirectoryStream(EXAMPLE.resolve("visits"), "*.ndjson")) {
      for (var file : files) {
        for (var line : Files.readAllLines(file)) {
          var parts = line.split("\"", 5);
          long visits = Long.parseLong(line.replaceFirst(".*\"visits\": *(\\d+).*", "$1"));
          sums.merge(parts[3], visits, Long::sum);
        }
      }
    }
    return sums;
  }

  /** Visits of one page in the example's own files. */
  static long visits(String page) throws IOException {
    return sums().getOrDefault(page, 0L);
  }

  /** Copies the example, without what a run left in it. */
  static Quickstart copy(Path to) throws IOException {
    Files.createDirectories(to.resolve("visits"));
    Files.copy(EXAMPLE.resolve("flow.yaml"), to.resolve("flow.yaml"));
    try (var files = Files.newDirectoryStream(EXAMPLE.resolve("visits"), "*.ndjson")) {
      for (var file : files) {
        Files.copy(file, to.resolve("visits").resolve(file.getFileName()));
      }
    }
    return new Quickstart(to);
  }

  /** The example's flow without its files. */
  static Quickstart empty(Path to) throws IOException {
    Files.createDirectories(to.resolve("visits"));
    Files.copy(EXAMPLE.resolve("flow.yaml"), to.resolve("flow.yaml"));
    return new Quickstart(to);
  }

  Path flow() {
    return directory.resolve("flow.yaml");
  }

  Path state() {
    return directory.resolve(".firth");
  }

  /** Appends lines to a file of {@code visits/}. */
  void append(String file, String... lines) throws IOException {
    Files.writeString(
        directory.resolve("visits").resolve(file),
        String.join("\n", lines) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** A line that counts visits of a page. */
  static String visit(String page, long visits) {
    return "{\"page\": \"%s\", \"visits\": %d, \"lastSeen\": \"2026-11-03T00:00:00Z\"}"
        .formatted(page, visits);
  }

  /** Edits the flow. */
  void edit(String from, String to) throws IOException {
    var text = Files.readString(flow());
    if (!text.contains(from)) {
      throw new IllegalArgumentException("the flow has no: " + from);
    }
    Files.writeString(flow(), text.replace(from, to));
  }

  /** Visits by page as they stand in SQLite; empty before there is a table. */
  Map<String, Long> pages() throws SQLException {
    return pages("pages.db");
  }

  Map<String, Long> pages(String database) throws SQLException {
    var pages = new TreeMap<String, Long>();
    if (!Files.exists(directory.resolve(database))) {
      return pages;
    }
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(database));
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      try (var tables =
          statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'pages'")) {
        if (!tables.next()) {
          return pages;
        }
      }
      try (var rows = statement.executeQuery("SELECT page, visits FROM pages")) {
        while (rows.next()) {
          pages.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return pages;
  }

  /** Waits until a page has a number of visits. */
  void awaitVisits(String page, long visits) throws InterruptedException {
    Eventually.holds(
        () -> pages().getOrDefault(page, 0L) == visits,
        () -> "page " + page + " has " + visits + " visits");
  }

  FirthProcess up(String... options) throws IOException {
    return FirthProcess.start(directory, with("up", options));
  }

  FirthProcess.Ended upOnce(String... options) throws IOException, InterruptedException {
    return FirthProcess.run(
        directory,
        Stream.concat(Stream.of("up", ".", "--once", "--timeout", "60s"), Stream.of(options))
            .toArray(String[]::new));
  }

  /** Another command about this directory, with its name first. */
  FirthProcess.Ended firth(String... arguments) throws IOException, InterruptedException {
    return FirthProcess.run(directory, arguments);
  }

  private static String[] with(String command, String... options) {
    return Stream.concat(Stream.of(command, "."), Stream.of(options)).toArray(String[]::new);
  }

  /** The files below {@code .firth}, but for the store's own access key, that hold a text. */
  List<Path> stateHolding(String text) throws IOException {
    var holding = new ArrayList<Path>();
    Files.walkFileTree(
        state(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            boolean credentials = file.endsWith(Path.of(".store", "credentials"));
            var content = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (!credentials && content.contains(text)) {
              holding.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return holding;
  }
}
