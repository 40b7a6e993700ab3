package dev.firth.simulation.task;

import static dev.firth.specs.fixture.OneCollection.projection;

import dev.firth.journals.log.LogContext;
import dev.firth.journals.read.ReadContext;
import dev.firth.protocol.ConnectorCommand;
import dev.firth.protocol.ConnectorLauncher;
import dev.firth.protocol.Session;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.shard.ShardHost;
import dev.firth.shard.context.ShardContext;
import dev.firth.shard.context.ShardSettings;
import dev.firth.shard.status.TaskMeters;
import dev.firth.simulation.world.SimProcess;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.Inference.Existence;
import dev.firth.specs.TaskSpec;
import dev.firth.specs.fixture.OneCollection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A capture and a materialization of one collection, as built specs, and processes that run them.
 */
public final class TaskFlow {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["k", "n", "count"],
       "properties": {"k": {"type": "integer"},
         "n": {"type": "integer", "reduce": {"strategy": "maximize"}},
         "count": {"type": "integer", "reduce": {"strategy": "sum"}}},
       "reduce": {"strategy": "merge"}}
      """;

  private static final OneCollection ORDERS =
      OneCollection.of(
          "acme",
          "orders",
          "/k",
          SCHEMA,
          List.of(
              projection("flow_document", "", Existence.MUST, "integer"),
              projection("k", "/k", Existence.MUST, "integer")));

  private TaskFlow() {}

  /** Runs tasks on a process; the caller keeps the process alive. */
  public static ShardHost host(
      SimProcess process,
      LogContext logs,
      ReadContext reads,
      TaskSource source,
      TaskDestination destination) {
    var context =
        new ShardContext(
            logs,
            reads,
            "simulated",
            new Connectors(process, source, destination),
            task -> JsonNodeFactory.instance.objectNode(),
            ShardSettings.local(Path.of("never-spilled")));
    return new ShardHost(context, task -> TaskMeters.CommitObserver.NONE);
  }

  private record Connectors(SimProcess process, TaskSource source, TaskDestination destination)
      implements ConnectorLauncher {
    @Override
    public Session<CaptureRequest, CaptureResponse> capture(ConnectorCommand connector) {
      return source.session(process);
    }

    @Override
    public Session<MaterializeRequest, MaterializeResponse> materialize(
        ConnectorCommand connector) {
      return destination.session(process);
    }
  }

  /** The capture {@code shop}. */
  public static TaskSpec capture() {
    return ORDERS.capture("shop", "sim", Duration.ofSeconds(1));
  }

  /** The materialization {@code warehouse}. */
  public static TaskSpec materialization() {
    return ORDERS.materialization(
        "warehouse",
        "sim",
        new FieldSelection(List.of("k"), List.of(), Optional.of("flow_document"), Map.of()));
  }
}
