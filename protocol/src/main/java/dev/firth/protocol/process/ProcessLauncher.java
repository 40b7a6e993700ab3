package dev.firth.protocol.process;

import dev.firth.protocol.ConnectorCommand;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.ConnectorLauncher;
import dev.firth.protocol.Session;
import dev.firth.protocol.codec.CaptureRequestCodec;
import dev.firth.protocol.codec.CaptureResponseCodec;
import dev.firth.protocol.codec.Decoder;
import dev.firth.protocol.codec.Encoder;
import dev.firth.protocol.codec.MaterializeRequestCodec;
import dev.firth.protocol.codec.MaterializeResponseCodec;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.session.CarriedSession;
import dev.firth.protocol.session.Conversation;
import dev.firth.protocol.session.Whom;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts connectors as processes. */
public final class ProcessLauncher implements ConnectorLauncher {
  /** What a connector has no business to see: the credentials of the task's store. */
  private static final List<String> WITHHELD =
      List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

  private final Optional<Path> connectorInit;

  /**
   * @param connectorInit the program that ends a connector when Firth is gone; without it only a
   *     connector that heeds its closed input ends then
   */
  public ProcessLauncher(Optional<Path> connectorInit) {
    this.connectorInit = connectorInit;
  }

  /** With the connector-init that the variable FIRTH_CONNECTOR_INIT names, if it does. */
  public static ProcessLauncher fromEnvironment(Map<String, String> environment) {
    return new ProcessLauncher(
        Optional.ofNullable(environment.get("FIRTH_CONNECTOR_INIT"))
            .map(Path::of)
            .filter(Files::isExecutable));
  }

  @Override
  public Session<CaptureRequest, CaptureResponse> capture(ConnectorCommand command) {
    var whom = new Whom(command.task(), command.name());
    return session(
        command,
        whom,
        Conversation.capture(whom),
        new CaptureRequestCodec(),
        CaptureResponseCodec.decoder(whom));
  }

  @Override
  public Session<MaterializeRequest, MaterializeResponse> materialize(ConnectorCommand command) {
    var whom = new Whom(command.task(), command.name());
    return session(
        command,
        whom,
        Conversation.materialize(whom),
        new MaterializeRequestCodec(),
        MaterializeResponseCodec.decoder(whom));
  }

  private <Q, R> Session<Q, R> session(
      ConnectorCommand command,
      Whom whom,
      Conversation<Q, R> conversation,
      Encoder<Q> encoder,
      Decoder<R> decoder) {
    if (command.command().isEmpty()) {
      throw ConnectorFailure.of(whom + " has no command that could be run.");
    }
    return new CarriedSession<>(
        conversation,
        new ProcessCarrier<>(
            whom,
            conversation,
            encoder,
            decoder,
            start(command, whom),
            new StderrLog(whom, command.mask())));
  }

  private ConnectorProcess start(ConnectorCommand command, Whom whom) {
    var builder = new ProcessBuilder(new ArrayList<>(command.command()));
    Map<String, String> environment = builder.environment();
    WITHHELD.forEach(environment::remove);
    environment.put("FLOW_RUNTIME_CODEC", "json");
    environment.put("LOG_FORMAT", "json");
    environment.put("LOG_LEVEL", command.logLevel().variable());
    try {
      return connectorInit.isPresent()
          ? new InitProcess(builder, connectorInit.get())
          : new PipedProcess(builder, onPath("setsid"));
    } catch (IOException e) {
      throw ConnectorFailure.of(
          whom + " cannot be started: " + e.getMessage() + ". Correct its command.", e);
    }
  }

  private static boolean onPath(String program) {
    String path = System.getenv("PATH");
    for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
