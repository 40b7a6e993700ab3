package dev.firth.operator.reconcile;

import dev.firth.catalog.build.ConnectorAnswers;
import dev.firth.crds.Kind;
import dev.firth.operator.observe.Observed;
import dev.firth.operator.observe.Seen;
import dev.firth.operator.plan.ContainerCommand;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.specs.SecretMask;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The connectors of a namespace: its Connectors say which there are and how they run; somebody else
 * runs them when they are asked.
 */
public final class ClusterConnectors implements ConnectorAnswers {
  private final SortedMap<String, Known> known = new TreeMap<>();
  private final ConnectorAnswers asked;

  /** Of a namespace, asked through another one. */
  public ClusterConnectors(Observed observed, ConnectorAnswers asked) {
    this.asked = asked;
    for (Seen connector : observed.of(Kind.CONNECTOR)) {
      ContainerCommand.of(connector)
          .ifPresent(
              container ->
                  known.put(connector.name(), new Known(role(connector.name()), container.argv())));
    }
  }

  private static Role role(String name) {
    if (name.startsWith("materialize-")) {
      return Role.MATERIALIZATION;
    }
    return name.startsWith("source-") ? Role.CAPTURE : Role.EITHER;
  }

  @Override
  public SortedMap<String, Known> known() {
    return known;
  }

  @Override
  public String remedy(String connector) {
    return "Apply a Connector \"" + connector + "\" with spec.image.ref and spec.image.command.";
  }

  @Override
  public String unrunnable(String connector) {
    return ContainerCommand.missing(connector);
  }

  @Override
  public ConnectorSpecification spec(String connector) throws InterruptedException {
    return asked.spec(connector);
  }

  @Override
  public CaptureResponse.Validated validate(
      String connector, CaptureRequest.Validate request, SecretMask mask)
      throws InterruptedException {
    return asked.validate(connector, request, mask);
  }

  @Override
  public MaterializeResponse.Validated validate(
      String connector, MaterializeRequest.Validate request, SecretMask mask)
      throws InterruptedException {
    return asked.validate(connector, request, mask);
  }
}
