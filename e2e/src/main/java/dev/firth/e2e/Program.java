package dev.firth.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A child process whose output goes to a file, and the signals that a person could send it. Those
 * that still run when this process is told to end are killed with all that they started.
 */
public final class Program {
  private static final Set<Program> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Program::killTree), "programs"));
  }

  private final String name;
  private final Process process;
  private final Path log;
  private final Set<ProcessHandle> started = new LinkedHashSet<>();

  private Program(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    RUNNING.add(this);
  }

  /** Starts a command; its output is appended to {@code logs/name.log}. */
  public static Program start(
      String name, Path logs, Path directory, Map<String, String> environment, List<String> command)
      throws IOException {
    Files.createDirectories(logs);
    var log = logs.resolve(name + ".log");
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new Program(name, builder.start(), log);
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  String name() {
    return name;
  }

  public boolean alive() {
    return process.isAlive();
  }

  public int exitCode() {
    return process.exitValue();
  }

  /** Processes that this one started, and theirs. */
  public List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** SIGKILL, to this process alone: what it started must notice by itself. */
  public void kill() throws InterruptedException {
    started.addAll(descendants());
    process.destroyForcibly();
    process.waitFor();
    RUNNING.remove(this);
  }

  /** SIGTERM, then SIGKILL if it takes more than ten seconds. */
  public void stop() throws InterruptedException {
    started.addAll(descendants());
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      kill();
    }
    RUNNING.remove(this);
  }

  /** SIGKILL, to this process and all that it started. */
  void killTree() {
    started.addAll(descendants());
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
    RUNNING.remove(this);
  }

  /** Those that it had started when it was ended, and that still run. */
  List<ProcessHandle> leftBehind() {
    return started.stream().filter(ProcessHandle::isAlive).toList();
  }

  /** SIGSTOP, to this process and what it started: they keep all they hold and do nothing. */
  void freeze() throws IOException, InterruptedException {
    signal(process.pid(), "STOP");
    for (var child : descendants()) {
      signal(child.pid(), "STOP");
    }
  }

  /** SIGCONT. */
  void thaw() throws IOException, InterruptedException {
    signal(process.pid(), "CONT");
    for (var child : descendants()) {
      signal(child.pid(), "CONT");
    }
  }

  private static void signal(long pid, String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).inheritIO().start().waitFor();
  }

  /** The last lines of its output, for a report. */
  public String tail(int lines) throws IOException {
    var all = Files.readAllLines(log, StandardCharsets.UTF_8);
    return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
  }
}
