package dev.firth.cli.directory;

import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory of YAML and what Firth keeps beside it in {@code .firth}.
 *
 * @param directory the directory, absolute
 */
public record FlowDirectory(Path directory) {

  /** The directory that a command names; refused when it is none. */
  public static FlowDirectory of(Path named) {
    var directory = named.toAbsolutePath().normalize();
    if (Files.isRegularFile(directory)) {
      throw new CliException(
          Exit.USAGE,
          named + " is a file. Name the directory that it is in: " + parent(named) + ".");
    }
    if (!Files.isDirectory(directory)) {
      throw new CliException(
          Exit.USAGE, "There is no directory " + named + ". Name a directory of YAML files.");
    }
    return new FlowDirectory(directory);
  }

  private static Path parent(Path file) {
    var parent = file.getParent();
    return parent == null ? Path.of(".") : parent;
  }

  /** The nearest parent of {@code from} that holds a {@code .firth}. */
  public static FlowDirectory nearest(Path from) {
    for (var at = from.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(".firth"))) {
        return new FlowDirectory(at);
      }
    }
    throw new CliException(
        Exit.USAGE,
        "No .firth in "
            + from.toAbsolutePath().normalize()
            + " or above it. Run this inside a directory that `firth up` has run, or name it with -C DIR.");
  }

  /** {@code .firth}, which may be absent. */
  public Path state() {
    return directory.resolve(".firth");
  }

  /** Makes {@code .firth} unless it is there. */
  public void make() {
    try {
      Files.createDirectories(state());
    } catch (IOException e) {
      throw new CliException(
          Exit.ENVIRONMENT,
          "Cannot create "
              + state()
              + ", where Firth keeps what it runs: "
              + e
              + ". Give write access to the directory.",
          e);
    }
  }

  /** Held by a running {@code up}. */
  public Path lock() {
    return state().resolve("lock");
  }

  /** Pid, port and token of a running {@code up}. */
  public Path upFile() {
    return state().resolve("up.json");
  }

  /** The folder of the embedded store. */
  public Path store() {
    return state().resolve("store");
  }

  /** Built specs, one file a task. */
  public Path specs() {
    return state().resolve("specs");
  }

  /** What documents of collections are like, one file a collection. */
  public Path inferred() {
    return state().resolve("inferred");
  }

  /** The last publication. */
  public Path publication() {
    return state().resolve("publication.json");
  }
}
