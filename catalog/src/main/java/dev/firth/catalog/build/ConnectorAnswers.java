package dev.firth.catalog.build;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.specs.SecretMask;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What connectors say when they are asked. Implementations run them; the build itself runs nothing.
 * Requests hold secrets: they are for the connector alone.
 */
public interface ConnectorAnswers {
  /** Which of the two protocols a connector speaks. */
  enum Role {
    CAPTURE,
    MATERIALIZATION,
    /** Which one shows when it is asked. */
    EITHER;

    boolean serves(Role task) {
      return this == task || this == EITHER;
    }
  }

  /**
   * How a connector is run.
   *
   * @param command argv of a process; empty for the built-in connector of its name
   */
  record Known(Role role, List<String> command) {
    public Known {
      command = List.copyOf(command);
    }
  }

  /** The connectors that can be run here, by name. */
  SortedMap<String, Known> known();

  /**
   * What a connector says of itself. Asked once a connector and build.
   *
   * @throws ConnectorFailure if it can't be run or fails
   */
  ConnectorSpecification spec(String connector) throws InterruptedException;

  /**
   * Whether a capture would work.
   *
   * @param mask hides the request's secrets in whatever the connector says or logs
   * @throws ConnectorFailure with the sentence for the person, if not
   */
  CaptureResponse.Validated validate(
      String connector, CaptureRequest.Validate request, SecretMask mask)
      throws InterruptedException;

  /**
   * Whether a materialization would work, and which fields it can store.
   *
   * @param mask hides the request's secrets in whatever the connector says or logs
   * @throws ConnectorFailure with the sentence for the person, if not
   */
  MaterializeResponse.Validated validate(
      String connector, MaterializeRequest.Validate request, SecretMask mask)
      throws InterruptedException;

  /** What a person does who wants a connector that is not known here: a sentence. */
  default String remedy(String connector) {
    return "One of your own is run by --connector " + connector + "=COMMAND.";
  }

  /** What a person does whose Connector of this name can't be run here: a sentence. */
  default String unrunnable(String connector) {
    return "Connector "
        + connector
        + " runs an image, which is not supported yet outside a cluster. Run it as a process:"
        + " --connector "
        + connector
        + "=COMMAND.";
  }

  /** How the connector of this name is run. */
  default Optional<Known> find(String connector) {
    return Optional.ofNullable(known().get(connector));
  }
}
