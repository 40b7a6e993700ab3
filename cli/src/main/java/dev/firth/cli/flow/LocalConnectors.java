package dev.firth.cli.flow;

import dev.firth.catalog.build.ConnectorAnswers.Known;
import dev.firth.catalog.build.ConnectorAnswers.Role;
import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.connectors.Connectors;
import dev.firth.protocol.ConnectorCommand;
import dev.firth.protocol.ConnectorLauncher;
import dev.firth.protocol.Session;
import dev.firth.protocol.local.InProcessLauncher;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.process.ProcessLauncher;
import dev.firth.protocol.sdk.CaptureConnector;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The connectors that can run here: those that come with Firth, in this process, and those that
 * {@code --connector} names, beside it.
 */
public final class LocalConnectors implements ConnectorLauncher {
  private final Map<String, List<String>> commands;
  private final ConnectorLauncher inProcess = new InProcessLauncher(Connectors::byName);
  private final ConnectorLauncher processes = ProcessLauncher.fromEnvironment(System.getenv());

  private LocalConnectors(Map<String, List<String>> commands) {
    this.commands = commands;
  }

  /**
   * Reads the values of {@code --connector}.
   *
   * @param options each {@code NAME=COMMAND}, the command's words separated by blanks
   */
  public static LocalConnectors of(List<String> options) {
    var commands = new TreeMap<String, List<String>>();
    for (var option : options) {
      int equals = option.indexOf('=');
      if (equals <= 0 || option.substring(equals + 1).isBlank()) {
        throw new CliException(
            Exit.USAGE,
            "--connector takes NAME=COMMAND, such as source-mine=\"python3 mine.py\", not "
                + option
                + ".");
      }
      var words = option.substring(equals + 1).strip().split("\\s+", -1);
      commands.put(option.substring(0, equals), List.of(words));
    }
    return new LocalConnectors(commands);
  }

  /** For the build: what can be named, and how each is run. */
  public SortedMap<String, Known> known() {
    var known = new TreeMap<String, Known>();
    for (var name : Connectors.names()) {
      known.put(name, new Known(role(name), List.of()));
    }
    commands.forEach((name, command) -> known.put(name, new Known(role(name), command)));
    return known;
  }

  private static Role role(String name) {
    return Connectors.byName(name)
        .map(c -> c instanceof CaptureConnector ? Role.CAPTURE : Role.MATERIALIZATION)
        .orElse(name.startsWith("materialize") ? Role.MATERIALIZATION : Role.CAPTURE);
  }

  @Override
  public Session<CaptureRequest, CaptureResponse> capture(ConnectorCommand connector) {
    return launcher(connector).capture(local(connector));
  }

  @Override
  public Session<MaterializeRequest, MaterializeResponse> materialize(ConnectorCommand connector) {
    return launcher(connector).materialize(local(connector));
  }

  /** What {@code --connector} says here wins over what a spec built elsewhere says. */
  private ConnectorCommand local(ConnectorCommand connector) {
    var command = commands.getOrDefault(connector.name(), connector.command());
    return new ConnectorCommand(
        connector.task(), connector.name(), command, connector.logLevel(), connector.mask());
  }

  private ConnectorLauncher launcher(ConnectorCommand connector) {
    return local(connector).command().isEmpty() ? inProcess : processes;
  }
}
