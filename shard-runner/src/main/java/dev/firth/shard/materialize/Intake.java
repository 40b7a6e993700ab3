package dev.firth.shard.materialize;

import dev.firth.documents.combine.Combiner;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.key.PackedKey;
import dev.firth.documents.schema.Annotations;
import dev.firth.journals.fragment.MetaClock;
import dev.firth.journals.log.Cut;
import dev.firth.journals.read.ReadRecord;
import dev.firth.journals.read.ReadSlice;
import dev.firth.shard.failure.ShardException;
import java.time.Instant;
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

  /** Adds a record, or a piece of one. */
  void add(ReadRecord read, Cut after, MaterializationTransaction filling) {
    long documents = 0;
    long bytes = 0;
    for (ReadSlice slice : read.slices()) {
      if (mayHold(read, slice)) {
        add(read, slice, filling);
        run.terms()
            .meters()
            .waits(slice.source(), read.clock().instant(), slice.length(), filling.held());
        documents += slice.documents();
        bytes += slice.length();
      }
    }
    if (read.more()) {
      filling.piece(documents, bytes);
    } else {
      filling.record(after, run.terms().host().nanoTime(), documents, bytes);
    }
  }

  /** Whether a slice holds anything in the binding's window; of history each document is asked. */
  private boolean mayHold(ReadRecord read, ReadSlice slice) {
    return read.history() || run.bindings().get(slice.source()).inWindow(read.clock());
  }

  private boolean inWindow(ReadRecord read, int binding, byte[] bytes, int offset, int length) {
    MaterializedBinding of = run.bindings().get(binding);
    return !read.history()
        || !of.isWindowed()
        || of.inWindow(Instant.ofEpochMilli(MetaClock.find(bytes, offset, length) >>> 16));
  }

  private void add(ReadRecord read, ReadSlice slice, MaterializationTransaction filling) {
    int binding = slice.source();
    Combiner combiner = filling.combiner();
    LoadPolicy policy = run.loads(binding);
    byte[] bytes = slice.bytes();
    int end = slice.offset() + slice.length();
    int loads = 0;
    boolean windowed = read.history() && run.bindings().get(binding).isWindowed();
    for (int at = slice.offset(); at < end; ) {
      if (windowed) {
        int newline = Lines.end(bytes, at, end);
        if (!inWindow(read, binding, bytes, at, newline - at)) {
          at = newline + 1;
          continue;
        }
      }
      int newline = tape.parseLine(bytes, at, end - at);
      boolean isNew = add(combiner, binding);
      PackedKey packed = combiner.lastKey();
      if (isNew) {
        filling.key(binding, packed.bytes(), packed.length());
      }
      if (policy.mustLoad(
          isNew,
          combiner.lastReplaces(),
          combiner.lastDeletes(),
          packed.bytes(),
          packed.length())) {
        key.reset();
        PackedKey.toJson(packed.bytes(), 0, packed.length(), key);
        filling.load(binding, key.bytes(), key.size());
        loads++;
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
    bound.annotate(tape, annotations);
    int[] spans = bound.rows().spans(tape);
    return combiner.add(binding, tape, annotations, spans, spans.length);
  }

  /**
   * Whether all pieces of this record must be in a transaction of their own: a later one may break
   * its read schema, and then nothing of the record counts, but all before it does.
   */
  boolean mustStandAlone(ReadRecord read) {
    return read.more()
        && !read.schemas().stream()
            .allMatch(s -> run.bindings().stream().anyMatch(b -> b.isCheckedBy(s)));
  }

  /**
   * The first document of a record that breaks its read schema; null if none does. Looks only at
   * slices that were not checked by that same schema when they were written.
   */
  @Nullable ShardException firstViolation(ReadRecord read) {
    for (ReadSlice slice : read.slices()) {
      MaterializedBinding binding = run.bindings().get(slice.source());
      if (binding.mustValidate(slice) && mayHold(read, slice)) {
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
    ShardException first = null;
    for (int at = slice.offset(); at < end; ) {
      int newline = Lines.end(bytes, at, end);
      if (!inWindow(read, slice.source(), bytes, at, newline - at)) {
        at = newline + 1;
        continue;
      }
      tape.parse(bytes, at, newline - at);
      String position = "log " + read.log() + ", transaction " + (read.next() - 1);
      if (first != null) {
        binding.lookAt(tape, at, newline - at);
      } else {
        first = binding.violation(tape, at, newline - at, position);
        if (first != null && first.pauses()) {
          return first;
        }
      }
      at = newline + 1;
    }
    if (first != null) {
      binding.tellUnseen(run.terms().meters());
    }
    return first;
  }
}
