package dev.firth.cli;

import dev.firth.connectors.Connectors;
import dev.firth.protocol.process.ConnectorMain;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

/**
 * What the script {@code firth} has the JVM do once after a build, while it records which classes a
 * start needs (JEP 514): later starts take them, loaded and linked, from that record. No command:
 * {@code java dev.firth.cli.Rehearsal connectors|commands|rows FOLDER}.
 */
final class Rehearsal {
  /** Nothing listens there: the way to a database is walked up to its refusal. */
  private static final String CONNECTOR_QUESTIONS =
      """
      {"spec":{}}
      {"validate":{"name":"rehearsal","config":{"address":"127.0.0.1:1","database":"x","user":"x","folder":"x","path":"x"},"bindings":[]}}
      """;

  /** The jars all of whose classes a connector may need. */
  private static final List<String> CONNECTOR_JARS = List.of("postgresql-", "connectors-");

  private static final String FLOW =
      """
      apiVersion: firth.dev/v1alpha1
      kind: Capture
      metadata: {name: lines}
      spec:
        connector: {name: source-files, config: {path: in}}
        bindings:
          - {name: lines, resource: {path: "*.ndjson"}, target: lines}
      ---
      apiVersion: firth.dev/v1alpha1
      kind: Collection
      metadata: {name: lines}
      spec:
        key: [/id]
        schema:
          type: object
          required: [id]
          properties:
            id: {type: integer}
            name: {type: [string, "null"]}
            amount: {type: string, format: number}
            at: {type: string, format: date-time}
            count: {type: integer, reduce: {strategy: sum}}
          reduce: {strategy: merge}
      ---
      apiVersion: firth.dev/v1alpha1
      kind: Materialization
      metadata: {name: rows}
      spec:
        connector: {name: materialize-sqlite, config: {path: rows.db}}
        bindings:
          - {name: lines, source: {name: lines}, resource: {table: lines}}
      """;

  private static final int SMALL_FILES = 200;
  private static final int LINES = 150_000;

  private Rehearsal() {}

  /** Ends the process with 0, whatever came of it: what was learnt until then is kept. */
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "connectors" -> connectors();
      case "rows" -> RowsRehearsal.run(Files.createDirectories(Path.of(args[1])));
      default -> {
        commands(Path.of(args[1]));
        loadAll();
      }
    }
    Runtime.getRuntime().exit(0);
  }

  private static void connectors() throws IOException {
    for (String name : Connectors.names()) {
      int exit =
          ConnectorMain.run(
              name,
              Connectors.byName(name).orElseThrow(),
              new ByteArrayInputStream(CONNECTOR_QUESTIONS.getBytes(StandardCharsets.UTF_8)),
              OutputStream.nullOutputStream(),
              failure -> {});
    }
    loadAll();
  }

  /** What only a database would have called for. */
  private static void loadAll() throws IOException {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String name = Path.of(entry).getFileName().toString();
      if (CONNECTOR_JARS.stream().anyMatch(name::startsWith)) {
        load(entry);
      }
    }
  }

  /** Loads the classes of a jar, as far as what they refer to is here. */
  private static void load(String jar) throws IOException {
    try (var file = new JarFile(jar)) {
      for (var entries = file.entries(); entries.hasMoreElements(); ) {
        String name = entries.nextElement().getName();
        if (name.endsWith(".class") && !name.startsWith("META-INF") && !name.contains("-info")) {
          loadClass(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
        }
      }
    }
  }

  private static void loadClass(String name) {
    try {
      Class<?> loaded = Class.forName(name, false, Rehearsal.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // an optional part of a driver
    }
  }

  private static void commands(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("flow.yaml"), FLOW);
    // Many small files, a transaction or so each, then one that keeps the loops busy: the record
    // also holds which code is hot, and how (JEP 515).
    for (int file = 0; file < SMALL_FILES; file++) {
      Files.writeString(folder.resolve("in/%03d.ndjson".formatted(file)), line(file));
    }
    var big = new StringBuilder();
    for (int id = 0; id < LINES; id++) {
      big.append(line(id));
    }
    Files.writeString(folder.resolve("in/big.ndjson"), big);
    int exit = Main.run("up", folder.toString(), "--once", "--timeout", "60s");
  }

  private static String line(int id) {
    return """
        {"id":%d,"name":"a name of %d","amount":"%d.50","at":"2026-01-01T00:00:00.123456Z","count":1}
        """
        .formatted(id, id, id);
  }
}
