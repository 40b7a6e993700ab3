package dev.firth.shard.bench;

import dev.firth.journals.host.VirtualHost;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.read.InProcessTails;
import dev.firth.journals.read.ReadContext;
import dev.firth.journals.store.MemoryLogStore;
import dev.firth.protocol.local.InProcessLauncher;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.sdk.Connector;
import dev.firth.shard.ShardHost;
import dev.firth.shard.context.ShardContext;
import dev.firth.shard.context.ShardSettings;
import dev.firth.shard.status.TaskMeters;
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
import dev.firth.specs.TransactionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A capture {@code bank} and its copy, over a store in memory. */
final class BenchFlow {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["aid", "_meta"],
       "properties": {
         "aid": {"type": "integer"}, "bid": {"type": ["integer", "null"]},
         "abalance": {"type": ["integer", "null"]}, "filler": {"type": ["string", "null"]},
         "_meta": {"type": "object", "required": ["op", "source"], "reduce": {"strategy": "merge"},
           "properties": {"op": {"enum": ["c", "u", "d"]},
             "before": {"type": "object", "reduce": {"strategy": "firstWriteWins"}},
             "source": {"type": "object"}}}},
       "if": {"required": ["_meta"], "properties": {"_meta": {"required": ["op"], "properties": {"op": {"const": "d"}}}}},
       "then": {"reduce": {"strategy": "merge", "delete": true}},
       "else": {"reduce": {"strategy": "merge"}}}
      """;

  private BenchFlow() {}

  /** A process that runs these two connectors. */
  static ShardHost host(Connector source, Connector destination) throws IOException {
    var machine = new VirtualHost();
    var tails = new InProcessTails(machine);
    var store = new MemoryLogStore(InstantSource.system());
    var context =
        new ShardContext(
            LogContext.of(machine, store).withRings(tails),
            ReadContext.of(machine, store, tails),
            "bench",
            new InProcessLauncher(
                name -> Optional.of(name.equals("source") ? source : destination)),
            task -> JsonNodeFactory.instance.objectNode(),
            ShardSettings.local(Files.createTempDirectory("firth-bench")));
    return new ShardHost(context, task -> TaskMeters.CommitObserver.NONE);
  }

  static ConnectorSpecification noSpecification() {
    var any = JsonNodeFactory.instance.objectNode();
    return new ConnectorSpecification(any, any, "", List.of());
  }

  static CaptureSpec capture() {
    var binding =
        new CaptureBinding(
            "accounts",
            JsonNodeFactory.instance.objectNode(),
            List.of("accounts"),
            "accounts.0",
            "0.0",
            accounts(),
            OnViolation.PAUSE);
    return new CaptureSpec(
        "default",
        "bank",
        "0.0",
        connector("source"),
        TransactionSpec.DEFAULT,
        Duration.ofMinutes(5),
        1,
        false,
        List.of(binding),
        store());
  }

  static MaterializationSpec materialization() {
    var binding =
        new MaterializationBinding(
            "accounts",
            JsonNodeFactory.instance.objectNode(),
            List.of("accounts"),
            "accounts.0",
            "0.0",
            SourceSpec.all(accounts()),
            new FieldSelection(
                List.of("aid"),
                List.of("_meta/op", "abalance", "bid", "filler", "flow_published_at"),
                Optional.empty(),
                Map.of()),
            false,
            0,
            OnViolation.PAUSE);
    return new MaterializationSpec(
        "default",
        "copy",
        "0.0",
        connector("destination"),
        TransactionSpec.DEFAULT,
        1,
        false,
        List.of(binding),
        store());
  }

  private static ConnectorSpec connector(String name) {
    return new ConnectorSpec(name, List.of(), JsonNodeFactory.instance.objectNode(), List.of());
  }

  private static CollectionSpec accounts() {
    JsonNode schema = JsonMapper.shared().readTree(SCHEMA);
    return new CollectionSpec(
        "default",
        "accounts",
        "0.0",
        List.of("/aid"),
        schema,
        schema,
        List.of(
            projection("_meta/op", "/_meta/op"),
            projection("abalance", "/abalance"),
            projection("aid", "/aid"),
            projection("bid", "/bid"),
            projection("filler", "/filler"),
            projection("flow_published_at", "/_meta/uuid")),
        List.of(),
        FragmentSpec.DEFAULT);
  }

  private static Projection projection(String field, String location) {
    return new Projection(
        field, location, false, false, false, Inference.of(Inference.Existence.MAY, "string"));
  }

  private static StoreSpec store() {
    return new StoreSpec(
        Optional.empty(), "memory", "", "", true, Duration.ofHours(24), Optional.empty());
  }
}
