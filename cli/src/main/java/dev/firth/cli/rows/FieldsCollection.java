package dev.firth.cli.rows;

import dev.firth.catalog.fields.CollectionFields;
import dev.firth.catalog.fields.CollectionFields.Explicit;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.schema.SchemaException;
import dev.firth.documents.shape.Inference;
import dev.firth.documents.shape.Shape;
import dev.firth.specs.Projection;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The collection of a row.
 *
 * @param key RFC 6901 pointers
 * @param projections all its fields, sorted
 */
record FieldsCollection(List<String> key, List<Projection> projections) {

  /** Reads {@code {"key", "projections", "schema"}}. */
  static FieldsCollection read(JsonNode json) {
    List<String> key = key(json.path("key"));
    JsonNode schema = json.path("schema");
    if (schema.isMissingNode()) {
      throw new RowException("the collection has no member \"schema\"");
    }
    try {
      CompiledSchema compiled = CompiledSchema.compile(schema);
      Shape shape = Inference.infer(compiled.source());
      return new FieldsCollection(
          key, CollectionFields.of(key, explicit(json.path("projections"), shape), shape));
    } catch (SchemaException e) {
      throw new RowException("the schema is refused: " + e.getMessage());
    }
  }

  private static List<String> key(JsonNode json) {
    List<String> key = FieldsWish.names(json, "collection.key");
    for (String pointer : key) {
      if (!pointer.startsWith("/")) {
        throw new RowException(
            "\"collection.key\" must hold pointers such as /id, not \"" + pointer + "\"");
      }
    }
    return key;
  }

  /**
   * {@code {field: "/pointer"}}, or {@code {field: {"location": "/pointer", "partition": true}}}.
   */
  private static List<Explicit> explicit(JsonNode json, Shape shape) {
    if (!json.isObject() && !json.isMissingNode() && !json.isNull()) {
      throw new RowException("\"collection.projections\" must be an object");
    }
    var explicit = new ArrayList<Explicit>();
    for (var entry : json.properties()) {
      JsonNode written = entry.getValue();
      JsonNode location = written.isString() ? written : written.path("location");
      String pointer = location.isString() ? location.stringValue() : " ";
      if (!pointer.isEmpty() && !pointer.startsWith("/")) {
        throw new RowException(
            "the projection \"" + entry.getKey() + "\" needs a location, a pointer such as /id");
      }
      if (CollectionFields.isTaken(entry.getKey(), pointer, shape)) {
        throw new RowException(
            "the field \"%s\" stands for \"%s\" and cannot be given to \"%s\""
                .formatted(entry.getKey(), CollectionFields.canonical(entry.getKey()), pointer));
      }
      boolean partition = written.path("partition").asBoolean(false);
      explicit.add(new Explicit(entry.getKey(), pointer, partition));
    }
    return explicit;
  }
}
