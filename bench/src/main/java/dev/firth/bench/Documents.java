package dev.firth.bench;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.schema.CompiledSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Documents and the schema that accepts them, from the folder {@code documents} of the resources.
 *
 * @param name of both files
 */
record Documents(String name, JsonNode schema, List<byte[]> documents) {

  static Documents of(String name) {
    return new Documents(
        name,
        schema(name),
        text(name + ".ndjson").lines().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList());
  }

  static JsonNode schema(String name) {
    return ExactJson.read(text(name + ".schema.json"));
  }

  private static String text(String file) {
    try (var in = Documents.class.getResourceAsStream("/documents/" + file)) {
      if (in == null) {
        throw new IllegalStateException("no resource documents/" + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CompiledSchema compiled() {
    return CompiledSchema.compile(schema);
  }

  /** Bytes of a document, on average. */
  double meanLength() {
    return documents.stream().mapToInt(d -> d.length).average().orElseThrow();
  }
}
