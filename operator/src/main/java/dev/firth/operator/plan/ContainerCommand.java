package dev.firth.operator.plan;

import dev.firth.operator.observe.Seen;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

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

  /** Of a Connector; empty if it leaves the command to its image. */
  public static Optional<ContainerCommand> of(Seen connector) {
    JsonNode image = connector.spec().path("image");
    List<String> command =
        image.path("command").valueStream().map(word -> word.asString("")).toList();
    return command.isEmpty()
        ? Optional.empty()
        : Optional.of(new ContainerCommand(image.path("ref").asString(""), command));
  }

  /** What a person does whose Connector leaves the command to its image: a sentence. */
  public static String missing(String connector) {
    return "Connector "
        + connector
        + " leaves the command to its image, which is not supported yet. Set spec.image.command to"
        + " what the image runs.";
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
