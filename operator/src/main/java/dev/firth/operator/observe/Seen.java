package dev.firth.operator.observe;

import dev.firth.crds.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One resource of Firth as the API server holds it.
 *
 * @param kind of it
 * @param name of it
 * @param uid which of all that ever had the name
 * @param generation of its spec
 * @param spec as it was applied, defaults included
 * @param status as it was last written; an empty object if it never was
 */
public record Seen(
    Kind kind, String name, String uid, long generation, JsonNode spec, JsonNode status) {

  /** From the JSON of the API server. */
  public static Seen of(Kind kind, JsonNode resource) {
    JsonNode metadata = resource.path("metadata");
    return new Seen(
        kind,
        metadata.path("name").asString(""),
        metadata.path("uid").asString(""),
        metadata.path("generation").asLong(0),
        resource.path("spec"),
        resource.path("status").isObject()
            ? resource.path("status")
            : JsonNodeFactory.instance.objectNode());
  }

  /** Whether it is a task with shards of its own. */
  public boolean isTask() {
    return kind == Kind.CAPTURE || kind == Kind.MATERIALIZATION;
  }

  /** {@code Capture shop}. */
  public String title() {
    return kind.word() + " " + name;
  }

  /** The manifest that a person would write for it in a namespace. */
  ObjectNode manifest(String namespace) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("apiVersion", kind.apiVersion()).put("kind", kind.word());
    manifest.putObject("metadata").put("name", name).put("namespace", namespace);
    manifest.set("spec", spec);
    return manifest;
  }
}
