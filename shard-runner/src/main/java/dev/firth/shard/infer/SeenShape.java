package dev.firth.shard.infer;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.shape.Inference;
import dev.firth.documents.shape.Limits;
import dev.firth.documents.shape.Shape;
import dev.firth.documents.shape.ShapeSchema;
import dev.firth.documents.shape.Widening;
import dev.firth.shard.stamp.DocumentStamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The shape of all documents that were seen, of at most {@link Limits#LOCATIONS} named locations. A
 * document that it admits costs one validation. Owned by one thread.
 */
public final class SeenShape {
  private final DocumentStamp stamp = new DocumentStamp();
  private final JsonBuffer bare = new JsonBuffer();
  private final Tape bareTape = new Tape();
  private Shape shape;

  /** Admits no document that the shape does not; fewer where the shape was widened since. */
  private @Nullable CompiledSchema check;

  private boolean stale;

  /**
   * @param known a schema as {@link #schema} gave it; empty where no document was seen
   */
  public SeenShape(Optional<String> known) {
    shape = known.map(ExactJson::read).map(Inference::infer).orElse(Shape.NOTHING);
    stale = known.isPresent();
  }

  /**
   * A document was seen. Members of the runtime's, or of the names that the runtime gives to its
   * own, are not looked at.
   *
   * @param tape of the document
   * @param offset of the document in the tape's bytes
   * @param length of it there
   * @return whether it widened the shape
   */
  public boolean see(Tape tape, int offset, int length) {
    if (check != null && check.validate(tape, 0)) {
      return false;
    }
    bare.reset();
    stamp.strip(tape.bytes(), offset, length, bare);
    bareTape.parse(bare.bytes(), 0, bare.size());
    Shape wider = Widening.widen(shape, bareTape, 0);
    if (wider != shape) {
      shape = Limits.enforce(wider, Limits.LOCATIONS);
      stale = true;
      return true;
    }
    if (stale) {
      // Not at each widening: the first documents widen one after another.
      check = CompiledSchema.compile(ShapeSchema.of(shape)).forStamped();
      stale = false;
    }
    return false;
  }

  /**
   * All documents of a schema may come.
   *
   * @return whether it widened the shape
   */
  public boolean admit(JsonNode schema) {
    String before = schema();
    shape = Limits.enforce(shape.union(Inference.infer(schema)), Limits.LOCATIONS);
    boolean wider = !schema().equals(before);
    stale |= wider;
    return wider;
  }

  /** JSON text of a schema, which {@link #SeenShape} reads back as the same shape. */
  public String schema() {
    return ShapeSchema.of(shape).toString();
  }
}
