package dev.firth.simulation.tasks;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A capture {@code shop} and a materialization {@code warehouse} of one collection. */
final class TaskSpecs {
  private static final JsonNode SCHEMA =
      JsonMapper.shared()
          .readTree(
              """
              {"type": "object", "required": ["id"],
               "properties": {"id": {"type": "integer"},
                              "n": {"type": "integer", "reduce": {"strategy": "sum"}},
                              "last": {"type": "integer"}},
               "reduce": {"strategy": "merge"}}
              """);

  private TaskSpecs() {}

  static List<TaskSpec> of(Duration retention) {
    return List.of(capture(retention), materialization(retention));
  }

  private static CaptureSpec capture(Duration retention) {
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
        "default",
        "shop",
        "0.0",
        connector("source"),
        TransactionSpec.DEFAULT,
        Duration.ofMillis(500),
        1,
        false,
        List.of(binding),
        store(retention));
  }

  private static MaterializationSpec materialization(Duration retention) {
    var binding =
        new MaterializationBinding(
            "orders",
            JsonNodeFactory.instance.objectNode(),
            List.of("orders"),
            "orders.0",
            "0.0",
            SourceSpec.all(orders()),
            new FieldSelection(
                List.of("id"), List.of("n", "last"), Optional.of("flow_document"), Map.of()),
            false,
            0,
            OnViolation.PAUSE);
    return new MaterializationSpec(
        "default",
        "warehouse",
        "0.0",
        connector("destination"),
        TransactionSpec.DEFAULT,
        1,
        false,
        List.of(binding),
        store(retention));
  }

  private static ConnectorSpec connector(String name) {
    return new ConnectorSpec(name, List.of(), JsonNodeFactory.instance.objectNode(), List.of());
  }

  private static CollectionSpec orders() {
    return new CollectionSpec(
        "default",
        "orders",
        "0.0",
        List.of("/id"),
        SCHEMA,
        SCHEMA,
        List.of(
            projection("flow_document", "", Inference.of(Inference.Existence.MUST, "object")),
            projection("id", "/id", Inference.of(Inference.Existence.MUST, "integer")),
            projection("n", "/n", Inference.of(Inference.Existence.MAY, "integer")),
            projection("last", "/last", Inference.of(Inference.Existence.MAY, "integer"))),
        List.of(),
        FragmentSpec.DEFAULT);
  }

  private static Projection projection(String field, String location, Inference inference) {
    return new Projection(field, location, false, false, field.equals("id"), inference);
  }

  private static StoreSpec store(Duration retention) {
    return new StoreSpec(Optional.empty(), "simulated", "", "", true, retention, Optional.empty());
  }
}
