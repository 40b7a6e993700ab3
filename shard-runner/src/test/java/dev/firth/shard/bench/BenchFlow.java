package dev.firth.shard.bench;

import dev.firth.journals.host.VirtualHost;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.read.InProcessTails;
import dev.firth.journals.read.ReadContext;
import dev.firth.journals.store.MemoryLogStore;
import dev.firth.protocol.local.InProcessLauncher;
import dev.firth.protocol.sdk.Connector;
import dev.firth.shard.ShardHost;
import dev.firth.shard.context.ShardContext;
import dev.firth.shard.context.ShardSettings;
import dev.firth.shard.status.TaskMeters;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.Inference.Existence;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.Projection;
import dev.firth.specs.fixture.OneCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final OneCollection ACCOUNTS =
      OneCollection.of(
          "default",
          "accounts",
          "/aid",
          SCHEMA,
          List.of(
              projection("_meta/op", "/_meta/op"),
              projection("abalance", "/abalance"),
              projection("aid", "/aid"),
              projection("bid", "/bid"),
              projection("filler", "/filler"),
              projection("flow_published_at", "/_meta/uuid")));

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

  static CaptureSpec capture() {
    return ACCOUNTS.capture("bank", "source", Duration.ofMinutes(5));
  }

  static MaterializationSpec materialization() {
    return ACCOUNTS.materialization(
        "copy",
        "destination",
        new FieldSelection(
            List.of("aid"),
            List.of("_meta/op", "abalance", "bid", "filler", "flow_published_at"),
            Optional.empty(),
            Map.of()));
  }

  private static Projection projection(String field, String location) {
    return OneCollection.projection(field, location, Existence.MAY, "string");
  }
}
