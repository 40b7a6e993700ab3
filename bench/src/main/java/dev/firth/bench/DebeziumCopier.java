package dev.firth.bench;

import dev.firth.e2e.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debezium's embedded engine and its JDBC sink in one process, built from {@code bench/peer}. */
final class DebeziumCopier implements Copier {
  static final String NAME = "debezium-embedded";

  private final List<String> command;
  private final Path folder;
  private final Map<String, String> environment;
  private Program program;

  private DebeziumCopier(
      List<String> command, Path folder, Map<String, String> environment, Program program) {
    this.command = command;
    this.folder = folder;
    this.environment = environment;
    this.program = program;
  }

  static boolean present(Path bench) {
    return Files.isRegularFile(jar(bench));
  }

  private static Path jar(Path bench) {
    return bench.resolve("peer/target/peer.jar");
  }

  static DebeziumCopier begin(Path bench, Path folder, Map<String, String> env) throws IOException {
    Files.createDirectories(folder);
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx2g",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            jar(bench) + ":" + bench.resolve("peer/target/lib") + "/*",
            "dev.firth.bench.peer.DebeziumPeer",
            folder.resolve("offsets").toString());
    var environment =
        Map.of(
            "SOURCE_ADDRESS", env.getOrDefault("source-db.address", ""),
            "SOURCE_USER", env.getOrDefault("source-db.user", ""),
            "SOURCE_PASSWORD", env.getOrDefault("source-db.password", ""),
            "COPY_ADDRESS", env.getOrDefault("copy-db.address", ""),
            "COPY_DATABASE", env.getOrDefault("copy-db.database", ""),
            "COPY_USER", env.getOrDefault("copy-db.user", ""),
            "COPY_PASSWORD", env.getOrDefault("copy-db.password", ""));
    var program = Program.start(NAME, folder, folder, environment, command);
    return new DebeziumCopier(command, folder, environment, program);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() throws IOException {
    program = Program.start(NAME, folder, folder, environment, command);
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public void close() throws InterruptedException {
    program.stop();
  }
}
