package dev.firth.documents.combine;

import dev.firth.documents.key.KeyExtractor;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.shape.Inference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Schemas whose documents are combined, and documents going into a combiner and out of it. */
final class Combining {
  /** What change capture writes: deletes are tombstones, other changes merge, {@code n} counts. */
  static final String CHANGES =
      """
      {"type": "object", "required": ["id"],
       "properties": {"id": {"type": ["integer", "string"]}, "n": {"type": "integer", "maximum": 1000000, "reduce": {"strategy": "sum"}}},
       "if": {"properties": {"op": {"const": "d"}}, "required": ["op"]},
       "then": {"reduce": {"strategy": "merge", "delete": true}},
       "else": {"reduce": {"strategy": "merge"}}}
      """;

  /** A document is what was sent last, but {@code p} merges where it is an object. */
  static final String NESTED =
      """
      {"type": "object", "required": ["id"], "reduce": {"strategy": "merge"},
       "properties": {"p": {"if": {"type": "object"}, "then": {"reduce": {"strategy": "merge"}}}}}
      """;

  /** Lines by key, some of which are taken away; {@code box} may be taken away and come anew. */
  static final String LINES =
      """
      {"type": "object", "required": ["id"], "reduce": {"strategy": "merge"},
       "properties": {
         "box": {"type": "object", "if": {"required": ["gone"]},
           "then": {"reduce": {"strategy": "merge", "delete": true}}, "else": {"reduce": {"strategy": "merge"}}},
         "lines": {"type": "array", "reduce": {"strategy": "merge", "key": ["/k"]},
           "items": {"if": {"required": ["gone"]},
             "then": {"reduce": {"strategy": "merge", "delete": true}}, "else": {"reduce": {"strategy": "merge"}}}}}}
      """;

  static final String PLAIN = "{\"type\": \"object\", \"required\": [\"id\"]}";

  private Combining() {}

  static Combiner.Binding binding(String schema, boolean full) {
    JsonNode tree = new ObjectMapper().readTree(schema);
    return new Combiner.Binding(
        KeyExtractor.of(List.of("/id"), Inference.infer(tree)), CompiledSchema.compile(tree), full);
  }

  static boolean add(Combiner combiner, int binding, String document) {
    return combiner.add(binding, Naive.tape(document));
  }

  static void load(Combiner combiner, int binding, String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    combiner.addLoaded(binding, bytes, 0, bytes.length);
  }

  /** A line for each document: binding, document and what else is known of it. */
  static List<String> drain(Combiner combiner) {
    var lines = new ArrayList<String>();
    try (Combiner.Drain drain = combiner.drain()) {
      while (drain.next()) {
        lines.add(
            drain.binding()
                + " "
                + new String(drain.bytes(), drain.offset(), drain.length(), StandardCharsets.UTF_8)
                + (drain.loaded() ? " loaded" : "")
                + (drain.deleted() ? " deleted" : ""));
      }
    }
    return lines;
  }
}
