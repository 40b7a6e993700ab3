package dev.firth.cli.rows;

import dev.firth.documents.combine.CombineException;
import dev.firth.documents.combine.Combiner;
import dev.firth.documents.json.Tape;
import dev.firth.documents.key.KeyException;
import dev.firth.documents.key.KeyExtractor;
import dev.firth.documents.key.PackedKey;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.schema.Violation;
import dev.firth.documents.shape.Inference;
import dev.firth.documents.shape.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Documents of one schema and key, validated and reduced by key. Where the reduction is full, the
 * first document of a key is taken as all that went before: it is neither validated nor reduced.
 * After an exception it can only be closed.
 */
final class Combination implements AutoCloseable {
  private final CompiledSchema schema;
  private final KeyExtractor extractor;
  private final boolean full;
  private final Combiner combiner;
  private final Tape tape = new Tape();
  private final Annotations annotations = new Annotations();
  private final PackedKey key = new PackedKey();
  private final Set<String> begun = new HashSet<>();

  /** Takes one reduced document. */
  interface Reduced {
    void take(byte[] bytes, int offset, int length) throws IOException;
  }

  /**
   * A combination that is empty.
   *
   * @param key RFC 6901 pointers; absent ones take the default of the schema
   * @param memory bytes to hold before documents are spilled to the temporary folder
   * @throws RowException when the key is none
   */
  Combination(CompiledSchema schema, List<String> key, boolean full, long memory) {
    this.schema = schema;
    this.full = full;
    extractor = extractor(key, Inference.infer(schema.source()));
    var folder = Path.of(System.getProperty("java.io.tmpdir"));
    combiner = new Combiner(List.of(new Combiner.Binding(extractor, schema, full)), memory, folder);
  }

  private static KeyExtractor extractor(List<String> key, Shape shape) {
    try {
      return KeyExtractor.of(key, shape);
    } catch (IllegalArgumentException | KeyException e) {
      throw new RowException("the key is refused: " + e.getMessage());
    }
  }

  /**
   * Adds a document.
   *
   * @throws RowException when its schema refuses it, it has no key, or cannot be reduced
   */
  void add(byte[] bytes, int offset, int length) {
    tape.parse(bytes, offset, length);
    try {
      if (full && isFirst()) {
        combiner.addLoaded(0, bytes, offset, length);
      } else if (schema.validate(tape, 0, annotations)) {
        boolean fresh = combiner.add(0, tape, annotations);
      } else {
        throw refused(bytes, offset, length);
      }
    } catch (KeyException | CombineException e) {
      throw new RowException(String.valueOf(e.getMessage()));
    }
  }

  private boolean isFirst() {
    extractor.pack(tape, 0, key);
    return begun.add(new String(key.bytes(), 0, key.length(), StandardCharsets.ISO_8859_1));
  }

  private RowException refused(byte[] bytes, int offset, int length) {
    List<Violation> violations = ValidateRows.explain(schema, bytes, offset, length);
    String why = violations.isEmpty() ? "" : ": " + violations.getFirst();
    return new RowException("the document does not fit its schema" + why);
  }

  /**
   * Gives back what was added, reduced, in the order of keys; what is deleted in full is left out.
   */
  void drain(Reduced out) throws IOException {
    try (Combiner.Drain drain = combiner.drainWithLoaded()) {
      while (drain.next()) {
        if (!drain.deleted()) {
          out.take(drain.bytes(), drain.offset(), drain.length());
        }
      }
    } catch (CombineException e) {
      throw new RowException(String.valueOf(e.getMessage()));
    }
    begun.clear();
  }

  @Override
  public void close() {
    combiner.close();
  }
}
