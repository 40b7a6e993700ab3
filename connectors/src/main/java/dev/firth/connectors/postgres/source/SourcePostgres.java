package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.Connections;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.CaptureMessage;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.sdk.Acknowledgements;
import dev.firth.protocol.sdk.CaptureConnector;
import dev.firth.protocol.sdk.CaptureOutput;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code source-postgres}: tables of a PostgreSQL database (14 or later), as they are and as they
 * change, by logical replication (pgoutput).
 */
public final class SourcePostgres implements CaptureConnector {

  @Override
  public ConnectorSpecification specification() {
    return SourceConfig.specification();
  }

  @Override
  public CaptureResponse.Discovered discover(CaptureRequest.Discover request) {
    SourceConfig config = SourceConfig.of(request.config());
    Connections connections = new Connections(config.endpoint(), "firth discover");
    try (Connection connection = connections.open()) {
      ServerCatalog catalog = new ServerCatalog(connection);
      List<Table> tables =
          catalog.tables().stream()
              .filter(t -> config.schemas().isEmpty() || config.schemas().contains(t.schema()))
              .filter(t -> !t.name().startsWith("firth_"))
              .toList();
      return Discovery.of(tables, catalog.types(config.timestampsAreUtc()));
    } catch (SQLException e) {
      throw connections.failure(e);
    }
  }

  @Override
  public CaptureResponse.Validated validate(CaptureRequest.Validate request) {
    return SourceValidation.check(request);
  }

  /** Makes publications, then the slot: the slot's log must know the publications. */
  @Override
  public CaptureResponse.Applied apply(CaptureRequest.Apply request) {
    CaptureMessage capture = request.capture();
    SourceConfig config = SourceConfig.of(capture.config());
    SourceNames names = SourceNames.of(config, request.store(), capture.name());
    CaptureState state = CaptureState.of(request.state());
    Connections connections = new Connections(config.endpoint(), "firth " + capture.name());
    try (Connection connection = connections.open()) {
      List<Table> tables = tables(connection, capture.bindings());
      List<String> actions = new ArrayList<>(new Publications(connection).ensure(names, tables));
      Slot slot = new Slot(connection, names.slot());
      boolean progress =
          capture.bindings().stream().anyMatch(b -> state.progress(b.stateKey()).isPresent());
      if (!progress && slot.renew()) {
        actions.add("created replication slot " + names.slot());
      }
      return new CaptureResponse.Applied(String.join(", ", actions));
    } catch (SQLException e) {
      throw connections.failure(e);
    }
  }

  @Override
  public CaptureResponse.Retained retained(CaptureRequest.Retained request) {
    CaptureMessage capture = request.capture();
    SourceConfig config = SourceConfig.of(capture.config());
    SourceNames names = SourceNames.of(config, request.store(), capture.name());
    Connections connections = new Connections(config.endpoint(), "firth " + capture.name());
    try (Connection connection = connections.open()) {
      return new CaptureResponse.Retained(new Slot(connection, names.slot()).retained());
    } catch (SQLException e) {
      throw connections.failure(e);
    }
  }

  /** The tables of some bindings, in their order. */
  static List<Table> tables(Connection connection, List<CaptureMessage.Binding> bindings)
      throws SQLException {
    ServerCatalog catalog = new ServerCatalog(connection);
    List<Table> tables = new ArrayList<>();
    for (CaptureMessage.Binding binding : bindings) {
      List<String> path = SourceConfig.path(binding.resource());
      @Nullable Table table = catalog.table(path.get(0), path.get(1));
      if (table == null) {
        throw ConnectorFailure.of(
            "Table %s.%s does not exist any more. Remove its binding or make the table again."
                .formatted(path.get(0), path.get(1)));
      }
      tables.add(table);
    }
    return tables;
  }

  @Override
  public void capture(
      CaptureRequest.Open open, CaptureOutput output, Acknowledgements acknowledgements)
      throws InterruptedException {
    CaptureSession.run(open, output, acknowledgements);
  }
}
