package dev.firth.cli.flow;

import dev.firth.catalog.build.ConnectorAnswers;
import dev.firth.protocol.Ask;
import dev.firth.protocol.ConnectorCommand;
import dev.firth.protocol.ConnectorLauncher;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.specs.SecretMask;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Answers the build by running the connectors that this machine has, each for one question. */
public final class RunningConnectors implements ConnectorAnswers {
  private final ConnectorLauncher launcher;
  private final SortedMap<String, Known> known;
  private final Path directory;
  private final Map<String, ConnectorSpecification> specifications = new ConcurrentHashMap<>();

  /**
   * @param known the connectors that the launcher can start, by name
   * @param directory what paths in configurations are relative to
   */
  public RunningConnectors(
      ConnectorLauncher launcher, SortedMap<String, Known> known, Path directory) {
    this.launcher = launcher;
    this.directory = directory;
    this.known = Collections.unmodifiableSortedMap(new TreeMap<>(known));
  }

  @Override
  public SortedMap<String, Known> known() {
    return known;
  }

  @Override
  public ConnectorSpecification spec(String connector) throws InterruptedException {
    var answered = specifications.get(connector);
    if (answered != null) {
      return answered;
    }
    var command = command("Connector " + connector, connector);
    var specification =
        switch (role(connector)) {
          case CAPTURE, EITHER ->
              Ask.one(
                      launcher.capture(command),
                      new CaptureRequest.Spec(),
                      CaptureResponse.Spec.class)
                  .specification();
          case MATERIALIZATION ->
              Ask.one(
                      launcher.materialize(command),
                      new MaterializeRequest.Spec(),
                      MaterializeResponse.Spec.class)
                  .specification();
        };
    specifications.put(connector, specification);
    return specification;
  }

  @Override
  public CaptureResponse.Validated validate(
      String connector, CaptureRequest.Validate request, SecretMask mask)
      throws InterruptedException {
    return Ask.one(
        launcher.capture(command("Capture " + request.name(), connector).withMask(mask)),
        new CaptureRequest.Validate(
            request.name(), paths(connector, request.config()), request.bindings(), request.last()),
        CaptureResponse.Validated.class);
  }

  @Override
  public MaterializeResponse.Validated validate(
      String connector, MaterializeRequest.Validate request, SecretMask mask)
      throws InterruptedException {
    return Ask.one(
        launcher.materialize(
            command("Materialization " + request.name(), connector).withMask(mask)),
        new MaterializeRequest.Validate(
            request.name(), paths(connector, request.config()), request.bindings(), request.last()),
        MaterializeResponse.Validated.class);
  }

  /**
   * A configuration whose paths are relative to the flow's directory, as the connector must read
   * it.
   */
  public JsonNode paths(String connector, JsonNode config) throws InterruptedException {
    return RelativePaths.resolve(config.deepCopy(), spec(connector).configSchema(), directory);
  }

  private Role role(String connector) {
    return find(connector).map(Known::role).orElse(Role.CAPTURE);
  }

  private ConnectorCommand command(String task, String connector) {
    return ConnectorCommand.of(
        task, connector, find(connector).map(Known::command).orElse(List.of()));
  }
}
