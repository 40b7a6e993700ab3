package dev.firth.cli.rows;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.CompiledSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code {"schema", "key", "documents", "full", "draft"}} to {@code {"documents"}}: documents
 * reduced by key.
 */
final class CombineRows implements RowAnswer {
  private static final Member SCHEMA = Member.of("schema");
  private static final Member KEY = Member.of("key");
  private static final Member DOCUMENTS = Member.of("documents");
  private static final Member FULL = Member.of("full");

  /** Each holds up to four MiB for the next row. */
  private static final int KEPT = 16;

  private static final long KEY_BYTES = 1 << 20;
  private static final long MEMORY = 16 << 20;

  private final Row row = new Row();
  private final SchemaCache schemas = new SchemaCache();
  private final ByteCache<Combination> combinations =
      new ByteCache<>(KEPT, KEY_BYTES, Combination::close);

  /** What a combination is made for, beside its key. */
  private record Use(CompiledSchema schema, boolean full) {
    @Override
    public boolean equals(Object object) {
      return object instanceof Use(var other, var otherFull)
          && schema == other
          && full == otherFull;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(schema) + (full ? 1 : 0);
    }
  }

  @Override
  public void answer(byte[] bytes, int offset, int length, JsonBuffer out) {
    row.read(bytes, offset, length);
    Tape tape = row.tape();
    int schema = row.any(SCHEMA);
    int key = row.array(KEY);
    int documents = row.array(DOCUMENTS);
    boolean full = row.flag(FULL, false);
    CompiledSchema compiled =
        schemas.get(
            bytes,
            tape.start(schema),
            tape.end(schema),
            SchemaCache.Reading.ofCollections(row.draft()));
    Combination combination =
        combinations.get(
            bytes,
            tape.start(key),
            tape.length(key),
            new Use(compiled, full),
            () -> new Combination(compiled, pointers(key), full, MEMORY));
    boolean done = false;
    try {
      combine(combination, documents, out);
      done = true;
    } finally {
      if (!done) {
        combinations.drop(combination);
      }
    }
  }

  private List<String> pointers(int key) {
    var pointers = new ArrayList<String>();
    Tape tape = row.tape();
    for (int node = key + 2; node < tape.next(key); node = tape.next(node)) {
      row.expect(node, Tape.STRING, "key");
      pointers.add(tape.string(node));
    }
    return pointers;
  }

  private void combine(Combination combination, int documents, JsonBuffer out) {
    Tape tape = row.tape();
    int number = 1;
    for (int node = documents + 2; node < tape.next(documents); node = tape.next(node)) {
      try {
        combination.add(tape.bytes(), tape.start(node), tape.end(node) - tape.start(node));
      } catch (RowException e) {
        throw new RowException("document " + number + ": " + e.getMessage());
      }
      number++;
    }
    out.raw("{\"documents\":[");
    int begin = out.size();
    try {
      combination.drain(
          (document, from, length) -> {
            if (out.size() > begin) {
              out.put(',');
            }
            out.raw(document, from, length);
          });
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    }
    out.raw("]}");
  }

  @Override
  public void forget() {
    combinations.clear();
    schemas.clear();
  }
}
