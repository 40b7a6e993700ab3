package dev.firth.cli.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One {@code firth ...} in a child process, with what it prints kept as it comes. */
final class FirthProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final Printed out;
  private final Printed err;

  /** What a process that ended has left. */
  record Ended(int exit, String out, String err) {
    /** Both streams, for a search. */
    String all() {
      return out + err;
    }
  }

  /** One stream of the process, read to its end by a thread. */
  private static final class Printed {
    private final StringBuilder text = new StringBuilder();
    private final Thread reader;

    Printed(InputStream stream) {
      reader = Thread.ofVirtual().start(() -> read(stream));
    }

    private void read(InputStream stream) {
      var buffer = new byte[1 << 14];
      try (stream) {
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          synchronized (text) {
            text.append(new String(buffer, 0, n, UTF_8));
          }
        }
      } catch (IOException closed) {
        return;
      }
    }

    String text() {
      synchronized (text) {
        return text.toString();
      }
    }

    String whole() throws InterruptedException {
      reader.join();
      return text();
    }
  }

  private FirthProcess(Process process) {
    this.process = process;
    this.out = new Printed(process.getInputStream());
    this.err = new Printed(process.getErrorStream());
  }

  /** Starts a command in a working directory. */
  static FirthProcess start(Path workingDirectory, String... arguments) throws IOException {
    return new FirthProcess(process(workingDirectory, arguments));
  }

  /** Starts a command whose standard output nobody reads, as {@code head} leaves it. */
  static FirthProcess startWithClosedOutput(Path workingDirectory, String... arguments)
      throws IOException {
    var process = process(workingDirectory, arguments);
    process.getInputStream().close();
    return new FirthProcess(process);
  }

  private static Process process(Path workingDirectory, String... arguments) throws IOException {
    var command = command();
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(workingDirectory.toFile()).start();
  }

  /** The words that start the command line. */
  static List<String> command() {
    return new ArrayList<>(
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx300m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            "dev.firth.cli.Main"));
  }

  /** Runs a command to its end. */
  static Ended run(Path workingDirectory, String... arguments)
      throws IOException, InterruptedException {
    return runWithInput(workingDirectory, "", arguments);
  }

  /** Runs a command to its end, with something on its standard input. */
  static Ended runWithInput(Path workingDirectory, String input, String... arguments)
      throws IOException, InterruptedException {
    try (var started = start(workingDirectory, arguments)) {
      try (var stdin = started.process.getOutputStream()) {
        stdin.write(input.getBytes(UTF_8));
      }
      return started.end();
    }
  }

  /** As users run it: without what only the tests have on their class path. */
  private static String classPath() {
    var own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(own.split(File.pathSeparator, -1))
        .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What it has printed so far. */
  String out() {
    return out.text();
  }

  /** Waits until it has printed a text. */
  void awaitOut(String text) throws InterruptedException {
    Eventually.holds(
        () -> {
          if (!process.isAlive() && !out().contains(text)) {
            throw new AssertionError(
                "ended before it printed \"" + text + "\":\n" + out() + err.text());
          }
          return out().contains(text);
        },
        () -> "it prints \"" + text + "\", but so far:\n" + out() + err.text());
  }

  /** The processes that it started. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM; how long it took to end. */
  Duration terminate() throws InterruptedException {
    long began = System.nanoTime();
    process.destroy();
    end();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** SIGTERM; its exit code. */
  int terminateExit() throws InterruptedException {
    process.destroy();
    return end().exit();
  }

  /** Another signal, such as STOP. */
  void signal(String name) throws IOException, InterruptedException {
    var sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    if (sent.waitFor() != 0) {
      throw new IOException("kill -" + name + " failed");
    }
  }

  /** Waits for its end. */
  Ended end() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      throw new AssertionError(
          "did not end within " + PATIENCE.toSeconds() + " s:\n" + out.whole() + err.whole());
    }
    return new Ended(process.exitValue(), out.whole(), err.whole());
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
