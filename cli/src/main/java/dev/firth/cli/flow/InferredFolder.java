package dev.firth.cli.flow;

import dev.firth.catalog.infer.InferredSchemas;
import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.specs.InferredSchema;
import dev.firth.specs.SpecJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The inferred schemas of a directory's collections, one file each. What is lost of them the shards
 * say again: they keep it in their logs.
 */
public record InferredFolder(Path folder) {
  /** What was written last; a file that cannot be read is as if it were not there. */
  public InferredSchemas read() {
    if (!Files.isDirectory(folder)) {
      return InferredSchemas.NONE;
    }
    var all = new ArrayList<InferredSchema>();
    try (var files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        JsonNode tree = tree(file);
        String collection = tree.path("collection").asString("");
        String generation = tree.path("generation").asString("");
        if (tree.path("schema").isObject() && !collection.isEmpty() && !generation.isEmpty()) {
          all.add(new InferredSchema(collection, generation, tree.get("schema").toString()));
        }
      }
    } catch (IOException e) {
      throw unusable(e);
    }
    return InferredSchemas.of(all);
  }

  private static JsonNode tree(Path file) throws IOException {
    try {
      return SpecJson.mapper().readTree(Files.readAllBytes(file));
    } catch (JacksonException broken) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  /** Writes those that differ from what was written before. */
  void write(InferredSchemas before, InferredSchemas now) {
    try {
      Files.createDirectories(folder);
      for (InferredSchema one : now.byCollection().values()) {
        if (!one.equals(before.byCollection().get(one.collection()))) {
          ObjectNode tree = JsonNodeFactory.instance.objectNode();
          tree.put("collection", one.collection());
          tree.put("generation", one.generation());
          tree.set("schema", SpecJson.mapper().readTree(one.schema()));
          FlowBuild.replace(
              folder.resolve(one.collection() + ".json"),
              SpecJson.mapper().writeValueAsBytes(tree));
        }
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private CliException unusable(IOException e) {
    return new CliException(
        Exit.ENVIRONMENT, "Cannot keep inferred schemas in " + folder + ": " + e.getMessage(), e);
  }
}
