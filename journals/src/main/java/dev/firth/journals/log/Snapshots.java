package dev.firth.journals.log;

import dev.firth.journals.store.GetAnswer;
import dev.firth.journals.store.ListAnswer;
import dev.firth.journals.store.LogStore;
import dev.firth.journals.store.PutAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Snapshots of a log's state in the store. One counts once its manifest exists, which is put last
 * and names the state's file with size and checksum.
 */
final class Snapshots {
  private static final String MANIFEST = "manifest";

  private final LogContext context;
  private final LogStore store;
  private final LogName log;
  private final LogPaths paths;

  Snapshots(LogContext context, LogName log) {
    this.context = context;
    this.store = context.store();
    this.log = log;
    this.paths = new LogPaths(log);
  }

  /** Sequences of complete snapshots. */
  NavigableSet<Long> complete() throws InterruptedException, StoreTrouble {
    NavigableSet<Long> sequences = new TreeSet<>();
    for (ListAnswer.Entry e : Listing.of(store, paths.snapshots(), null).entries()) {
      if (e.key().endsWith('/' + MANIFEST)) {
        sequence(e.key()).ifPresent(sequences::add);
      }
    }
    return sequences;
  }

  private OptionalLong sequence(String key) {
    return LogPaths.last(key.substring(0, key.lastIndexOf('/')));
  }

  /**
   * The state after record {@code sequence}.
   *
   * @throws StoreTrouble if it is not to be had now; a newer one may have replaced it
   */
  LogState load(long sequence) throws InterruptedException, StoreTrouble {
    JsonNode manifest = json(get(paths.snapshot(sequence, MANIFEST)));
    JsonNode file = manifest.path("files").path(0);
    byte[] state = get(paths.snapshot(sequence, file.path("name").asString("")));
    if (state.length != file.path("bytes").asInt(-1)
        || Checksum.of(state) != file.path("crc32c").asInt(0)) {
      throw new Exit.Damaged(log, "the snapshot " + sequence + " is not what its manifest says");
    }
    return SnapshotJson.decode(log, json(state));
  }

  private JsonNode json(byte[] bytes) {
    try {
      return HeaderCodec.JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw new Exit.Damaged(log, "a snapshot is not JSON: " + e.getOriginalMessage());
    }
  }

  private byte[] get(String key) throws InterruptedException, StoreTrouble {
    return switch (store.get(key)) {
      case GetAnswer.Found found -> found.bytes();
      case GetAnswer.Missing missing -> throw new StoreTrouble("get " + key, "it is gone");
      case GetAnswer.Failed failed -> throw new StoreTrouble("get " + key, failed.why());
    };
  }

  /** Writes the state after record {@code sequence}: its file, then its manifest. */
  void save(long sequence, byte[] state, String nonce) throws InterruptedException, StoreTrouble {
    String file = nonce + ".json";
    ObjectNode manifest = HeaderCodec.JSON.createObjectNode().put("sequence", sequence);
    manifest
        .putArray("files")
        .addObject()
        .put("name", file)
        .put("bytes", state.length)
        .put("crc32c", Checksum.of(state));
    byte[] named = HeaderCodec.JSON.writeValueAsBytes(manifest);
    if (context.on(Safeguard.MANIFEST_LAST)) {
      put(paths.snapshot(sequence, file), state);
      put(paths.snapshot(sequence, MANIFEST), named);
    } else {
      put(paths.snapshot(sequence, MANIFEST), named);
      put(paths.snapshot(sequence, file), state);
    }
  }

  private void put(String key, byte[] body) throws InterruptedException, StoreTrouble {
    switch (store.putIfAbsent(key, body)) {
      case PutAnswer.Created created -> {}
      // A manifest that stands is as good as ours: both say what the log says up to there.
      case PutAnswer.Exists exists -> {}
      case PutAnswer.Unknown unknown -> throw new StoreTrouble("put " + key, unknown.why());
      case PutAnswer.Refused refused ->
          throw new StoreTrouble("put " + key, refused.code() + " " + refused.why());
    }
  }

  /** Deletes what lies below the newest but one complete snapshot, and what belongs to none. */
  void sweep(NavigableSet<Long> complete) throws InterruptedException, StoreTrouble {
    if (complete.size() < 2) {
      return;
    }
    Long kept = complete.lower(complete.last());
    List<String> old = new ArrayList<>();
    for (ListAnswer.Entry e : Listing.of(store, paths.snapshots(), null).entries()) {
      OptionalLong sequence = sequence(e.key());
      if (kept != null && sequence.isPresent() && sequence.getAsLong() < kept) {
        old.add(e.key());
      }
    }
    // Manifests sort behind nonces; without its manifest a snapshot does not count, so they go
    // first.
    for (String key : old.stream().filter(k -> k.endsWith(MANIFEST)).toList()) {
      store.delete(key);
    }
    for (String key : old.stream().filter(k -> !k.endsWith(MANIFEST)).toList()) {
      store.delete(key);
    }
  }
}
