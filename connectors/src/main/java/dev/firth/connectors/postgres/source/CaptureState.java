package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.source.backfill.Snapshot;
import dev.firth.protocol.message.RawJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far a capture is: {@code {"lsn": "0/16B3748", "bindings": {STATE_KEY: {...}}}}. Changes are
 * RFC 7396 patches that collect until the next checkpoint {@link #takePatch takes} them. One
 * thread.
 */
final class CaptureState {

  /** How far one binding is. */
  sealed interface Progress {}

  /** The backfill of a table with a key: rows up to a key are there. */
  record ByKey(List<String> after, long rows) implements Progress {}

  /** The backfill of a table without a key: rows of a snapshot below a block are there. */
  record ByBlock(Snapshot snapshot, long fileNode, long block, long rows) implements Progress {}

  /** The backfill is complete. */
  record Streaming() implements Progress {}

  private final Map<String, Progress> bindings = new HashMap<>();
  private @Nullable LogSequenceNumber lsn;
  private ObjectNode patch = JsonMapper.shared().createObjectNode();

  static CaptureState of(RawJson json) {
    CaptureState state = new CaptureState();
    JsonNode tree = json.tree();
    if (tree.path("lsn").isString()) {
      state.lsn = LogSequenceNumber.valueOf(tree.path("lsn").asString());
    }
    for (var binding : tree.path("bindings").properties()) {
      state.bindings.put(binding.getKey(), progress(binding.getValue()));
    }
    return state;
  }

  private static Progress progress(JsonNode json) {
    long rows = json.path("rows").asLong(0);
    if (json.path("after").isArray()) {
      List<String> after =
          json.path("after").valueStream().map(value -> value.asString("")).toList();
      return new ByKey(after, rows);
    }
    if (json.path("snapshot").isString()) {
      return new ByBlock(
          Snapshot.parse(json.path("snapshot").asString()),
          json.path("fileNode").asLong(0),
          json.path("block").asLong(0),
          rows);
    }
    return new Streaming();
  }

  /** Up to where the stream is committed; empty if it never began. */
  Optional<LogSequenceNumber> lsn() {
    return Optional.ofNullable(lsn);
  }

  /** Empty if the binding never began. */
  Optional<Progress> progress(String stateKey) {
    return Optional.ofNullable(bindings.get(stateKey));
  }

  void lsn(long position) {
    lsn = LogSequenceNumber.valueOf(position);
    patch.put("lsn", lsn.asString());
  }

  void progress(String stateKey, Progress progress) {
    bindings.put(stateKey, progress);
    ObjectNode entry = patch.withObjectProperty("bindings").putObject(stateKey);
    entry.putNull("after").putNull("snapshot").putNull("fileNode").putNull("block");
    switch (progress) {
      case ByKey byKey -> {
        entry.put("rows", byKey.rows());
        byKey.after().forEach(entry.putArray("after")::add);
      }
      case ByBlock byBlock ->
          entry
              .put("snapshot", byBlock.snapshot().toString())
              .put("fileNode", byBlock.fileNode())
              .put("block", byBlock.block())
              .put("rows", byBlock.rows());
      case Streaming streaming -> entry.put("streaming", true);
    }
  }

  /** What changed since the last one was taken. */
  RawJson takePatch() {
    RawJson taken = RawJson.of(patch);
    patch = JsonMapper.shared().createObjectNode();
    return taken;
  }
}
