package dev.firth.e2e;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The example {@code postgres}, run from outside as a person would: a store in a process of its
 * own, the flow in another, connectors in others. Everything can be killed and started again.
 */
final class Flow implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final List<String> CONNECTORS = List.of("source-postgres", "materialize-postgres");
  private static final String CONNECTOR_PROGRAM = "dev.firth.cli.Main connector";

  private static final Pattern RECORD = Pattern.compile("/log/[0-9a-f]+/[0-9a-f]{16}$");

  private final Path firth;
  private final Path directory;
  private final Path work;
  private final int storePort;
  private final Map<String, String> environment;
  private final Map<String, String> env;

  private final List<Program> programs = new ArrayList<>();
  private Program store;
  private Program run;

  private Flow(
      Path firth,
      Path directory,
      Path work,
      int storePort,
      Map<String, String> env,
      Program store,
      Program run) {
    this.firth = firth;
    this.directory = directory;
    this.work = work;
    this.storePort = storePort;
    this.environment = Map.of("FIRTH_SKIP_BUILD", "1");
    this.env = env;
    this.store = ran(store);
    this.run = ran(run);
  }

  /**
   * Starts the store and the flow.
   *
   * @param firth the script
   * @param directory a copy of the example whose servers run and whose {@code .env} is written
   * @param retention R, so short that garbage collection is seen
   */
  static Flow start(Path firth, Path directory, Path work, int storePort, Duration retention)
      throws IOException, InterruptedException {
    var skipBuild = Map.of("FIRTH_SKIP_BUILD", "1");
    var store = store(firth, work, storePort, skipBuild);
    var credentials = work.resolve("store/.store/credentials");
    Waiting.until("the store's access key", START, () -> Files.exists(credentials));
    writeMapping(directory, storePort, retention);
    writeCredentials(directory, credentials);
    var env = readEnv(directory);
    return new Flow(
        firth, directory, work, storePort, env, store, up(firth, directory, work, skipBuild));
  }

  private static Program store(Path firth, Path work, int port, Map<String, String> environment)
      throws IOException {
    var folder = work.resolve("store").toString();
    return Program.start(
        "store",
        work.resolve("logs"),
        work,
        environment,
        List.of(firth.toString(), "store", folder, "--port", Integer.toString(port)));
  }

  private static Program up(Path firth, Path directory, Path work, Map<String, String> environment)
      throws IOException {
    var command =
        new ArrayList<>(List.of(firth.toString(), "up", directory.toString(), "--use-stores"));
    command.addAll(overStdio(firth));
    return Program.start("up", work.resolve("logs"), directory, environment, command);
  }

  private static List<String> overStdio(Path firth) {
    var options = new ArrayList<String>();
    for (var connector : CONNECTORS) {
      options.add("--connector");
      options.add(connector + "=" + firth + " connector " + connector);
    }
    return options;
  }

  private static void writeMapping(Path directory, int port, Duration retention)
      throws IOException {
    Files.writeString(
        directory.resolve("store.yaml"),
        """
        apiVersion: firth.dev/v1alpha1
        kind: StorageMapping
        metadata: {name: default}
        spec:
          collections: ["*"]
          logRetention: %ds
          stores:
            - s3: {bucket: firth, prefix: chaos/, region: us-east-1, endpoint: "http://127.0.0.1:%d", pathStyle: true}
              credentials: {secretRef: {name: chaos-store}}
        """
            .formatted(retention.toSeconds(), port));
  }

  private static void writeCredentials(Path directory, Path credentials) throws IOException {
    var lines = new ArrayList<String>();
    for (var line : Files.readAllLines(credentials)) {
      var parts = line.split("=", 2);
      if (parts.length == 2) {
        lines.add(
            "chaos-store." + parts[0].strip().toUpperCase(Locale.ROOT) + "=" + parts[1].strip());
      }
    }
    Files.write(
        directory.resolve(".env"), lines, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
  }

  private static Map<String, String> readEnv(Path directory) throws IOException {
    var env = new TreeMap<String, String>();
    for (var line : Files.readAllLines(directory.resolve(".env"))) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        env.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return env;
  }

  /** A server that the example's {@code .env} names. */
  Database database(String secret) {
    return new Database(
        env.getOrDefault(secret + ".address", ""),
        env.getOrDefault(secret + ".database", "postgres"),
        env.getOrDefault(secret + ".user", "postgres"),
        env.getOrDefault(secret + ".password", ""));
  }

  /** Kills the whole run, connectors aside, and starts it again. */
  void killRun() throws IOException, InterruptedException {
    run.kill();
    run = ran(up(firth, directory, work, environment));
  }

  /** Kills the store and starts it again. */
  void killStore() throws IOException, InterruptedException {
    store.kill();
    store = ran(store(firth, work, storePort, environment));
  }

  /**
   * Kills one connector process; the run starts another.
   *
   * @param which of those that run, if there are several
   */
  void killConnector(int which) throws InterruptedException {
    Waiting.until(
        "a connector to kill",
        START,
        () -> {
          var connectors =
              run.descendants().stream()
                  .filter(p -> p.info().commandLine().orElse("").contains(CONNECTOR_PROGRAM))
                  .toList();
          return alive()
              && !connectors.isEmpty()
              && connectors.get(which % connectors.size()).destroyForcibly();
        });
  }

  /** Ends the run cleanly. */
  void stopRun() throws InterruptedException {
    run.stop();
  }

  /** Starts the run again. */
  void startRun() throws IOException {
    run = ran(up(firth, directory, work, environment));
  }

  /** Runs one task's only shard in a process of its own, from the spec that the run left behind. */
  Program shard(String task) throws IOException {
    var spec = directory.resolve(".firth/specs/" + task + ".json");
    var command = new ArrayList<>(List.of(firth.toString(), "shard", "--spec", spec.toString()));
    command.addAll(overStdio(firth));
    return ran(
        Program.start(
            "shard-" + task + "-" + programs.size(),
            work.resolve("logs"),
            directory,
            environment,
            command));
  }

  private Program ran(Program program) {
    programs.add(program);
    return program;
  }

  /**
   * Ends everything cleanly.
   *
   * @throws AssertionError if a process outlived the one that had started it
   */
  @Override
  public void close() throws InterruptedException {
    run.stop();
    for (var program : programs) {
      if (program != store) {
        program.stop();
      }
    }
    store.stop();
    try {
      Waiting.until(
          "all processes to end",
          START,
          () -> programs.stream().allMatch(p -> p.leftBehind().isEmpty()));
    } catch (AssertionError alive) {
      throw new AssertionError("processes were left behind: " + leftBehind(), alive);
    }
  }

  private List<String> leftBehind() {
    return programs.stream()
        .flatMap(p -> p.leftBehind().stream().map(h -> p.name() + ": " + h.info()))
        .toList();
  }

  /**
   * Waits until what is committed at the source now is visible in the copy; returns the seconds.
   */
  double caughtUp(long marker, Duration patience) throws InterruptedException, SQLException {
    var source = database("source-db");
    var copy = database("copy-db");
    source.execute(
        "insert into pgbench_history (tid, bid, aid, delta, mtime) values (0, 0, "
            + marker
            + ", 0, now())");
    return Waiting.until(
        "marker " + marker + " to arrive",
        patience,
        () ->
            alive()
                && copy.one("select 1 from pgbench_history where tid = 0 and aid = " + marker)
                    .equals("1"));
  }

  /** A run that ended by itself has said why: waiting on would only hide it. */
  private boolean alive() throws IOException {
    if (!run.alive() && run.exitCode() != 0 && run.exitCode() != 137) {
      throw new AssertionError("the run ended with " + run.exitCode() + ":\n" + run.tail(10));
    }
    return true;
  }

  /** Sequences of the records of a task's log that exist now, lowest first. */
  List<Long> records(String task) throws IOException {
    var sequences = new ArrayList<Long>();
    Files.walkFileTree(
        work.resolve("store/firth/chaos/shards"),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (RECORD.matcher(file.toString()).find()
                && file.toString().contains("/" + task + "/")) {
              sequences.add(Long.parseLong(file.getFileName().toString(), 16));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path deletedMeanwhile, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return sequences.stream().sorted().toList();
  }
}
