package dev.firth.protocol.local;

import dev.firth.protocol.ConnectorCommand;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.ConnectorLauncher;
import dev.firth.protocol.Session;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.sdk.CaptureConnector;
import dev.firth.protocol.sdk.CaptureService;
import dev.firth.protocol.sdk.Connector;
import dev.firth.protocol.sdk.MaterializeConnector;
import dev.firth.protocol.sdk.MaterializeService;
import dev.firth.protocol.session.CarriedSession;
import dev.firth.protocol.session.Conversation;
import dev.firth.protocol.session.Whom;
import java.util.Optional;
import java.util.function.Function;

/** Starts built-in connectors on threads of this process. */
public final class InProcessLauncher implements ConnectorLauncher {
  private final Function<String, Optional<Connector>> connectors;

  /**
   * @param connectors by name
   */
  public InProcessLauncher(Function<String, Optional<Connector>> connectors) {
    this.connectors = connectors;
  }

  @Override
  public Session<CaptureRequest, CaptureResponse> capture(ConnectorCommand command) {
    var whom = new Whom(command.task(), command.name());
    if (find(command) instanceof CaptureConnector connector) {
      return session(
          command,
          whom,
          Conversation.capture(whom),
          (requests, responses) -> CaptureService.serve(connector, requests, responses));
    }
    throw ConnectorFailure.of(
        whom + " writes a destination: a Capture needs one that reads a source.");
  }

  @Override
  public Session<MaterializeRequest, MaterializeResponse> materialize(ConnectorCommand command) {
    var whom = new Whom(command.task(), command.name());
    if (find(command) instanceof MaterializeConnector connector) {
      return session(
          command,
          whom,
          Conversation.materialize(whom),
          (requests, responses) -> MaterializeService.serve(connector, requests, responses));
    }
    throw ConnectorFailure.of(
        whom + " reads a source: a Materialization needs one that writes a destination.");
  }

  private static <Q, R> Session<Q, R> session(
      ConnectorCommand command,
      Whom whom,
      Conversation<Q, R> conversation,
      InProcessCarrier.Service<Q, R> service) {
    return new CarriedSession<>(
        conversation, new InProcessCarrier<>(whom, command.mask(), conversation, service));
  }

  private Connector find(ConnectorCommand command) {
    return connectors
        .apply(command.name())
        .orElseThrow(
            () ->
                ConnectorFailure.of(
                    "%s: there is no built-in connector \"%s\"."
                        .formatted(command.task(), command.name())));
  }
}
