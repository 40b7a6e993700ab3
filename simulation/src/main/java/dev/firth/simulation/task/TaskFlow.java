package dev.firth.simulation.task;

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
import dev.firth.specs.CaptureBinding;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.ConnectorSpec;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.FragmentSpec;
import dev.firth.specs.Inference;
import dev.firth.specs.MaterializationBinding;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.OnViolation;
import dev.firth.specs.Projection;
import dev.firth.specs.SourceSpec;
import dev.firth.specs.StoreSpec;
import dev.firth.specs.TaskSpec;
import dev.firth.specs.TransactionSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
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
    var binding =
        new CaptureBinding(
            "orders",
            JsonNodeFactory.instance.objectNode(),
            List.of("orders"),
            "orders.0",
            "0.0",
            orders(),
            OnViolation.PAUSE);
    return new CaptureSpec(
        "acme",
        "shop",
        "0.0",
        connector(),
        TransactionSpec.DEFAULT,
        Duration.ofSeconds(1),
        1,
        false,
        List.of(binding),
        store());
  }

  /** The materialization {@code warehouse}. */
  public static TaskSpec materialization() {
    var binding =
        new MaterializationBinding(
            "orders",
            JsonNodeFactory.instance.objectNode(),
            List.of("orders"),
            "orders.0",
            "0.0",
            SourceSpec.all(orders()),
            new FieldSelection(List.of("k"), List.of(), Optional.of("flow_document"), Map.of()),
            false,
            0,
            OnViolation.PAUSE);
    return new MaterializationSpec(
        "acme",
        "warehouse",
        "0.0",
        connector(),
        TransactionSpec.DEFAULT,
        1,
        false,
        List.of(binding),
        store());
  }

  private static ConnectorSpec connector() {
    return new ConnectorSpec("sim", List.of(), JsonNodeFactory.instance.objectNode(), List.of());
  }

  private static CollectionSpec orders() {
    JsonNode schema = JsonMapper.shared().readTree(SCHEMA);
    return new CollectionSpec(
        "acme",
        "orders",
        "0.0",
        List.of("/k"),
        schema,
        schema,
        List.of(projection("flow_document", ""), projection("k", "/k")),
        List.of(),
        FragmentSpec.DEFAULT);
  }

  private static Projection projection(String field, String location) {
    return new Projection(
        field, location, false, false, false, Inference.of(Inference.Existence.MUST, "integer"));
  }

  private static StoreSpec store() {
    return new StoreSpec(
        Optional.empty(), "sim", "", "", true, Duration.ofHours(24), Optional.empty());
  }
}
