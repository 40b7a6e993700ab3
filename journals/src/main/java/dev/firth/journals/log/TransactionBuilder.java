package dev.firth.journals.log;

import dev.firth.journals.log.RecordHeader.Frame;
import dev.firth.journals.log.RecordHeader.Kind;
import dev.firth.journals.log.RecordHeader.Slice;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One transaction being filled. Not thread-safe. Documents are copied once, into slices that are
 * compressed as they fill; from 8 MiB on they go out as payload parts while more come in.
 */
public final class TransactionBuilder implements AutoCloseable {
  private static final int NAMED_ALWAYS = 8;
  private static final int SMALL_REST = 64 << 10;

  private final ShardLog log;
  private final BodyWriter writer;
  private final HybridClock clock;
  private final HeaderDraft draft;
  private final Map<JournalName, Long> ends = new HashMap<>();
  private final Map<JournalName, Integer> numbers = new HashMap<>();
  private final Map<String, Integer> schemaNumbers = new HashMap<>();
  private final List<@Nullable ByteBuffer> frames = new ArrayList<>();
  private final BodyWriter.Sink sink = new Frames();
  private @Nullable JsonNode connectorState;
  private boolean patch;
  private @Nullable List<Seal.Child> sealing;
  private int firstPending;
  private long pendingBytes;
  private long uploaded;
  private @Nullable PayloadUpload upload;
  private int documents;
  private long bytes;
  private boolean open = true;
  private boolean committing;

  TransactionBuilder(
      ShardLog log, BodyWriter writer, HybridClock clock, Instant drawn, String nonce) {
    this.log = log;
    this.writer = writer;
    this.clock = clock;
    this.draft = new HeaderDraft(Kind.TRANSACTION, nonce);
    draft.clock = clock;
    draft.drawn = drawn;
  }

  /**
   * The transaction's {@code _meta.clock}. Document i owns the 100 ns tick {@code clock().tick() +
   * i}.
   */
  public HybridClock clock() {
    return clock;
  }

  /** Documents so far: the index of the next one. */
  public int documents() {
    return documents;
  }

  /** Uncompressed bytes so far. */
  public long bytes() {
    return bytes;
  }

  /** Appends one document: one JSON value without newline, {@code _meta} already in it. */
  public void document(Journal journal, byte[] source, int offset, int length)
      throws InterruptedException {
    writer.document(journal, source, offset, length, sink);
    documents++;
    bytes += length + 1;
  }

  /** Read positions after this transaction: the whole cut. */
  public void cut(Cut cut) {
    draft.wholeCut = cut;
  }

  /**
   * Connector state after this transaction.
   *
   * @param json JSON, copied
   * @param mergePatch an RFC 7396 patch of the state so far, several are merged in order; else all
   *     of it
   * @throws IllegalArgumentException if it is not JSON
   */
  public void connectorState(byte[] json, boolean mergePatch) {
    JsonNode node;
    try {
      node = HeaderCodec.JSON.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("connector state is not JSON: " + e.getOriginalMessage());
    }
    if (!mergePatch) {
      connectorState = node;
      patch = false;
    } else if (connectorState == null) {
      connectorState = node;
      patch = true;
    } else {
      merge(connectorState, node);
    }
  }

  private void merge(JsonNode before, JsonNode next) {
    if (patch && MergePatch.composable(before, next)) {
      connectorState = MergePatch.compose(before, next);
    } else {
      JsonNode whole = patch ? MergePatch.apply(log.connectorState(), before) : before;
      connectorState = MergePatch.apply(whole, next);
      patch = false;
    }
  }

  /** Seals the log with this transaction: its last record names the children. */
  public void seal(List<Seal.Child> children) {
    sealing = List.copyOf(children);
  }

  /** Commits. When it returns, the transaction is in the log for good and live readers have it. */
  public Committed commit() throws InterruptedException {
    if (!open) {
      throw new IllegalStateException("the transaction is committed or closed");
    }
    writer.flush(sink);
    JsonNode state = connectorState;
    if (state != null) {
      byte[] json = HeaderCodec.JSON.writeValueAsBytes(state);
      draft.state = new RecordHeader.StateChange(patch, writer.frame(json, json.length, sink));
    }
    PayloadUpload parts = upload;
    if (parts != null) {
      if (pendingBytes > SMALL_REST) {
        part(parts);
      }
      if (log.context().on(Safeguard.PARTS_BEFORE_RECORD)) {
        log.await(parts);
      }
    }
    inline();
    committing = true;
    if (sealing != null) {
      draft.lineage = log.sealed(sealing, ends);
    }
    long stored = log.commit(draft, frames, state);
    open = false;
    log.released(this);
    return new Committed(log.lastSequence(), clock, documents, bytes, stored);
  }

  private void inline() {
    int offset = 0;
    for (int i = firstPending; i < frames.size(); i++) {
      Frame f = draft.frames.get(i);
      draft.frames.set(i, new Frame(-1, offset, f.stored(), f.raw(), f.zstd()));
      offset += f.stored();
    }
  }

  private int frame(byte[] stored, int raw, boolean zstd) throws InterruptedException {
    frames.add(ByteBuffer.wrap(stored));
    draft.frames.add(new Frame(-1, 0, stored.length, raw, zstd));
    pendingBytes += stored.length;
    if (pendingBytes >= BodyWriter.PART) {
      PayloadUpload parts = upload;
      if (parts == null) {
        parts = log.upload(draft.nonce);
        upload = parts;
      }
      part(parts);
    }
    return frames.size() - 1;
  }

  private void part(PayloadUpload parts) throws InterruptedException {
    int number = draft.parts.size();
    int offset = 0;
    List<ByteBuffer> body = new ArrayList<>();
    for (int i = firstPending; i < frames.size(); i++) {
      Frame f = draft.frames.get(i);
      draft.frames.set(i, new Frame(number, offset, f.stored(), f.raw(), f.zstd()));
      offset += f.stored();
      body.add(Objects.requireNonNull(frames.get(i)));
    }
    draft.parts.add(parts.start(body));
    firstPending = frames.size();
    pendingBytes = 0;
    uploaded += offset;
    if (uploaded > Ring.BYTES / 2) {
      // More than the ring would keep: readers take it from the parts, memory stays bounded.
      Collections.fill(frames, null);
    }
  }

  private void slice(Journal journal, int length, int count, int frame, int offset) {
    JournalName name = journal.name();
    int number = number(name);
    int schema = schema(journal.schema());
    long begin = ends.computeIfAbsent(name, log::laneEnd);
    ends.put(name, begin + length);
    draft.slices.add(new Slice(number, begin, length, count, frame, offset, schema));
  }

  private int number(JournalName name) {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    int interned = log.journalNumber(name);
    int number =
        interned >= 0 ? interned : log.journalCount() + newOnes(numbers, log.journalCount());
    numbers.put(name, number);
    if (interned < 0 || numbers.size() <= NAMED_ALWAYS) {
      draft.journals.put(number, name);
    }
    return number;
  }

  private static int newOnes(Map<?, Integer> numbers, int count) {
    return (int) numbers.values().stream().filter(n -> n >= count).count();
  }

  private int schema(String hash) {
    Integer known = schemaNumbers.get(hash);
    if (known != null) {
      return known;
    }
    int interned = log.schemaNumber(hash);
    int number =
        interned >= 0 ? interned : log.schemaCount() + newOnes(schemaNumbers, log.schemaCount());
    schemaNumbers.put(hash, number);
    if (interned < 0 || schemaNumbers.size() <= NAMED_ALWAYS) {
      draft.schemas.put(number, hash);
    }
    return number;
  }

  /**
   * Gives up an uncommitted transaction; does nothing after {@link #commit}. Of one whose commit
   * failed the log decides what became of it; its parts stay until an owner knows.
   */
  @Override
  public void close() {
    if (open) {
      open = false;
      PayloadUpload parts = upload;
      if (parts != null) {
        parts.cancel();
        if (!committing) {
          log.abandoned(draft.nonce);
        }
      }
      log.released(this);
    }
  }

  private final class Frames implements BodyWriter.Sink {
    @Override
    public int frame(byte[] stored, int raw, boolean zstd) throws InterruptedException {
      return TransactionBuilder.this.frame(stored, raw, zstd);
    }

    @Override
    public void slice(Journal journal, int length, int count, int frame, int offset) {
      TransactionBuilder.this.slice(journal, length, count, frame, offset);
    }
  }
}
