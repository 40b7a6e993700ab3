package dev.firth.operator.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a connector is run in a pod. A built spec holds it in place of a local process's argv, so
 * that a task is built anew when the image of its connector changes.
 *
 * @param image reference
 * @param command what is run in it
 */
public record ContainerCommand(String image, List<String> command) {
  private static final String MARK = "image://";

  public ContainerCommand {
    command = List.copyOf(command);
  }

  /** As a built spec holds it. */
  public List<String> argv() {
    return Stream.concat(Stream.of(MARK + image), command.stream()).toList();
  }

  /**
   * From a built spec.
   *
   * @throws IllegalArgumentException if it was not built for a cluster
   */
  public static ContainerCommand of(List<String> argv) {
    if (argv.isEmpty() || !argv.getFirst().startsWith(MARK)) {
      throw new IllegalArgumentException("a spec whose connector is no image: " + argv);
    }
    return new ContainerCommand(
        argv.getFirst().substring(MARK.length()), argv.subList(1, argv.size()));
  }
}
