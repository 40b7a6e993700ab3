package dev.firth.shard.materialize;

import dev.firth.documents.combine.Combiner;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.key.PackedKey;
import dev.firth.documents.schema.Annotations;
import dev.firth.journals.log.Cut;
import dev.firth.journals.read.ReadRecord;
import dev.firth.journals.read.ReadSlice;
import dev.firth.shard.failure.ShardException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes the documents of records into a transaction, and finds the keys to look up. */
final class Intake {
  private final MaterializationRun run;
  private final Tape tape = new Tape();
  private final Annotations annotations = new Annotations();
  private final JsonBuffer key = new JsonBuffer();

  Intake(MaterializationRun run) {
    this.run = run;
  }

  /** Adds a whole record. */
  void add(ReadRecord read, Cut after, MaterializationTransaction filling) {
    long documents = 0;
    long bytes = 0;
    for (ReadSlice slice : read.slices()) {
      if (run.bindings().get(slice.source()).inWindow(read.clock())) {
        add(slice, filling);
        documents += slice.documents();
        bytes += slice.length();
      }
    }
    filling.record(after, run.terms().host().nanoTime(), documents, bytes);
    lag(read);
  }

  private void add(ReadSlice slice, MaterializationTransaction filling) {
    int binding = slice.source();
    Combiner combiner = filling.combiner();
    LoadPolicy policy = run.loads(binding);
    byte[] bytes = slice.bytes();
    int end = slice.offset() + slice.length();
    int loads = 0;
    for (int at = slice.offset(); at < end; ) {
      int newline = Lines.end(bytes, at, end);
      tape.parse(bytes, at, newline - at);
      if (add(combiner, binding)) {
        PackedKey packed = combiner.lastKey();
        filling.key(binding, packed.bytes(), packed.length());
        if (policy.mustLoad(packed.bytes(), packed.length())) {
          key.reset();
          PackedKey.toJson(packed.bytes(), 0, packed.length(), key);
          filling.load(binding, key.bytes(), key.size());
          loads++;
        }
      }
      at = newline + 1;
    }
    run.terms().meters().binding(binding).in(slice.documents(), slice.length());
    if (loads > 0) {
      run.terms().meters().binding(binding).loads(loads);
    }
  }

  /**
   * With its annotations and the places of its values, a document whose key comes once is not
   * looked at again.
   */
  private boolean add(Combiner combiner, int binding) {
    MaterializedBinding bound = run.bindings().get(binding);
    if (bound.annotate(tape, annotations)) {
      int[] spans = bound.rows().spans(tape);
      return combiner.add(binding, tape, annotations, spans, spans.length);
    }
    return combiner.add(binding, tape);
  }

  private void lag(ReadRecord read) {
    Duration behind = Duration.between(read.clock().instant(), run.terms().host().now());
    for (ReadSlice slice : read.slices()) {
      run.terms()
          .meters()
          .binding(slice.source())
          .lag(behind.isNegative() ? Duration.ZERO : behind, 0);
    }
  }

  /**
   * The first document of a record that breaks its read schema; null if none does. Looks only at
   * slices that were not checked by that same schema when they were written.
   */
  @Nullable ShardException firstViolation(ReadRecord read) {
    for (ReadSlice slice : read.slices()) {
      MaterializedBinding binding = run.bindings().get(slice.source());
      if (binding.mustValidate(slice) && binding.inWindow(read.clock())) {
        ShardException found = firstViolation(read, slice, binding);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private @Nullable ShardException firstViolation(
      ReadRecord read, ReadSlice slice, MaterializedBinding binding) {
    byte[] bytes = slice.bytes();
    int end = slice.offset() + slice.length();
    for (int at = slice.offset(); at < end; ) {
      int newline = Lines.end(bytes, at, end);
      tape.parse(bytes, at, newline - at);
      String position = "log " + read.log() + ", transaction " + (read.next() - 1);
      ShardException found = binding.violation(tape, at, newline - at, position);
      if (found != null) {
        return found;
      }
      at = newline + 1;
    }
    return null;
  }
}
