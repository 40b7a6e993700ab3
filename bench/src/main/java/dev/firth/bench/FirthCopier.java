package dev.firth.bench;

import dev.firth.e2e.Program;
import dev.firth.e2e.Waiting;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Firth, its store in a process of its own. */
final class FirthCopier implements Copier {
  private static final Duration START = Duration.ofSeconds(60);
  private static final List<String> CONNECTORS = List.of("source-postgres", "materialize-postgres");

  /**
   * How it is run.
   *
   * @param firth the script
   * @param flow folder of the YAML
   * @param folder to work in; it must not exist
   * @param stdio connectors as processes
   * @param profile file of a flight recording
   */
  record Setup(Path firth, Path flow, Path folder, boolean stdio, Optional<Path> profile) {}

  private final Setup setup;
  private final Program store;
  private Program up;

  private FirthCopier(Setup setup, Program store, Program up) {
    this.setup = setup;
    this.store = store;
    this.up = up;
  }

  /**
   * Starts the store, writes the flow and starts it.
   *
   * @param env lines of {@code .env} by name
   */
  static FirthCopier begin(Setup setup, Map<String, String> env)
      throws IOException, InterruptedException {
    Files.createDirectories(setup.folder());
    int port = freePort();
    var store =
        Program.start(
            "store",
            setup.folder(),
            setup.folder(),
            Map.of("FIRTH_SKIP_BUILD", "1"),
            List.of(
                setup.firth().toString(),
                "store",
                setup.folder().resolve("store").toString(),
                "--port",
                Integer.toString(port)));
    var credentials = setup.folder().resolve("store/.store/credentials");
    Waiting.until("the store's access key", START, () -> Files.size(credentials) > 0);
    Waiting.until("the store", START, () -> listens(port));
    writeFlow(setup, port, credentials, env);
    return new FirthCopier(setup, store, up(setup));
  }

  private static boolean listens(int port) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    }
  }

  private static void writeFlow(Setup setup, int port, Path credentials, Map<String, String> env)
      throws IOException {
    var directory = directory(setup);
    Files.createDirectories(directory);
    Files.copy(setup.flow().resolve("flow.yaml"), directory.resolve("flow.yaml"));
    Files.writeString(
        directory.resolve("store.yaml"),
        """
        apiVersion: firth.dev/v1alpha1
        kind: StorageMapping
        metadata: {name: default}
        spec:
          collections: ["*"]
          logRetention: 10m
          stores:
            - s3: {bucket: firth, prefix: bench/, region: us-east-1, endpoint: "http://127.0.0.1:%d", pathStyle: true}
              credentials: {secretRef: {name: bench-store}}
        """
            .formatted(port));
    var lines = new ArrayList<String>();
    env.forEach((name, value) -> lines.add(name + "=" + value));
    for (var line : Files.readAllLines(credentials)) {
      var parts = line.split("=", 2);
      if (parts.length == 2) {
        lines.add(
            "bench-store." + parts[0].strip().toUpperCase(Locale.ROOT) + "=" + parts[1].strip());
      }
    }
    Files.write(directory.resolve(".env"), lines);
  }

  private static Path directory(Setup setup) {
    return setup.folder().resolve("flow");
  }

  private static Program up(Setup setup) throws IOException {
    var command =
        new ArrayList<>(
            List.of(setup.firth().toString(), "up", directory(setup).toString(), "--use-stores"));
    if (setup.stdio()) {
      for (var connector : CONNECTORS) {
        command.add("--connector");
        command.add(connector + "=" + setup.firth() + " connector " + connector);
      }
    }
    var environment = new TreeMap<>(Map.of("FIRTH_SKIP_BUILD", "1"));
    setup
        .profile()
        .ifPresent(
            file ->
                environment.put(
                    "FIRTH_JAVA_OPTS",
                    "-Xmx1g -XX:StartFlightRecording=settings=profile,filename=" + file));
    return Program.start("up", setup.folder(), setup.folder(), environment, command);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public String name() {
    return setup.stdio() ? "firth, stdio" : "firth";
  }

  @Override
  public void start() throws IOException {
    up = up(setup);
  }

  @Override
  public Program program() {
    return up;
  }

  double storeCpuSeconds() {
    return CpuTime.ofTree(store.handle());
  }

  /** The files of the collection. */
  Path fragments() {
    return setup.folder().resolve("store/firth/bench/collections");
  }

  /** Numbers that the run serves. */
  Metrics metrics() throws IOException, InterruptedException {
    return Metrics.of(directory(setup).resolve(".firth/up.json"));
  }

  @Override
  public void close() throws InterruptedException {
    up.stop();
    store.stop();
  }
}
