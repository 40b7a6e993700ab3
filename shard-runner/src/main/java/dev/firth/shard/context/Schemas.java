package dev.firth.shard.context;

import dev.firth.documents.key.KeyExtractor;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.schema.SchemaException;
import dev.firth.documents.shape.Inference;
import dev.firth.shard.failure.ShardException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Schemas of built specs: bundled, so nothing is resolved outside. */
public final class Schemas {
  private Schemas() {}

  /**
   * Compiles a schema of a built spec.
   *
   * @throws ShardException that pauses the task: the build should have refused it
   */
  public static CompiledSchema compile(JsonNode schema) {
    try {
      return CompiledSchema.compile(schema, uri -> Optional.empty());
    } catch (SchemaException e) {
      throw ShardException.pause(
          "InvalidSchema", "The published schema cannot be used: " + e.getMessage());
    }
  }

  /** Takes keys out of documents of a schema, with the schema's defaults. */
  public static KeyExtractor key(List<String> pointers, JsonNode schema) {
    return KeyExtractor.of(pointers, Inference.infer(schema));
  }
}
