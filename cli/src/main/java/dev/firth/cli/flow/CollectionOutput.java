package dev.firth.cli.flow;

import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.documents.combine.Combiner;
import dev.firth.documents.json.Tape;
import dev.firth.journals.read.CollectionReader;
import dev.firth.journals.read.ReadContext;
import dev.firth.journals.read.ReadFailed;
import dev.firth.journals.read.ReadSlice;
import dev.firth.shard.context.Logs;
import dev.firth.shard.context.Schemas;
import dev.firth.shard.materialize.PartitionFilter;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.InferredPart;
import dev.firth.specs.SourceSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Committed documents of one collection as NDJSON. */
public final class CollectionOutput {
  private static final Duration WAIT = Duration.ofMillis(100);
  private static final long MEMORY = 64L << 20;

  private final ReadContext context;
  private final CollectionSpec collection;
  private final Filter filter;
  private final OutputStream out;
  private final Tape tape = new Tape();
  private final Instant from;

  /**
   * Which documents.
   *
   * @param since committed at most this long ago
   * @param partitions values of partition fields, as text
   */
  public record Filter(Optional<Duration> since, Map<String, String> partitions) {
    public Filter {
      partitions = Map.copyOf(partitions);
    }
  }

  public CollectionOutput(
      ReadContext context, CollectionSpec collection, Filter filter, OutputStream out) {
    this.context = context;
    this.collection = collection;
    this.filter = filter;
    this.out = out;
    this.from = filter.since().map(w -> context.host().now().minus(w)).orElse(Instant.EPOCH);
  }

  /**
   * All that is committed now, and with {@code follow} all that will be, until writing fails or the
   * thread is interrupted.
   */
  public void all(boolean follow) throws IOException, InterruptedException {
    each(follow, this::line);
  }

  /** The latest document of each key, reduced as a destination would; deleted ones are left out. */
  public void reduced(Path spill) throws IOException, InterruptedException {
    var key = Schemas.key(collection.key(), collection.readSchema());
    var schema = Schemas.compile(InferredPart.open(collection.readSchema())).forStamped();
    var binding = new Combiner.Binding(key, schema, true);
    try (var combiner = new Combiner(List.of(binding), MEMORY, spill)) {
      each(
          false,
          (bytes, offset, length) -> {
            tape.parse(bytes, offset, length);
            combiner.add(0, tape);
          });
      try (var drain = combiner.drain()) {
        while (drain.next()) {
          if (!drain.deleted()) {
            line(drain.bytes(), drain.offset(), drain.length());
          }
        }
      }
    }
  }

  private interface Document {
    void take(byte[] bytes, int offset, int length) throws IOException;
  }

  private void each(boolean follow, Document document) throws IOException, InterruptedException {
    try (var reader = new CollectionReader(context, Logs.name(collection), partitions(), from)) {
      while (true) {
        var record = follow ? reader.follow(WAIT) : reader.next();
        if (record != null) {
          for (var slice : record.slices()) {
            lines(slice, document);
          }
        } else {
          out.flush();
          if (!follow) {
            return;
          }
        }
      }
    } catch (ReadFailed e) {
      throw new CliException(
          Exit.ENVIRONMENT,
          "Collection " + collection.name() + " cannot be read: " + e.getMessage(),
          e);
    }
  }

  private void lines(ReadSlice slice, Document document) throws IOException {
    byte[] bytes = slice.bytes();
    int end = slice.offset() + slice.length();
    for (int at = slice.offset(); at < end; ) {
      int newline = at;
      while (bytes[newline] != '\n') {
        newline++;
      }
      document.take(bytes, at, newline - at);
      at = newline + 1;
    }
  }

  private Predicate<String> partitions() {
    var include =
        filter.partitions().entrySet().stream()
            .map(e -> new SourceSpec.PartitionFilter(e.getKey(), List.of(e.getValue())))
            .toList();
    return new PartitionFilter(
        new SourceSpec(collection, include, List.of(), Optional.empty(), Optional.empty()));
  }

  private void line(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    out.write('\n');
  }
}
