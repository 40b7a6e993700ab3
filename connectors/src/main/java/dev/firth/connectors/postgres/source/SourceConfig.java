package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.Endpoint;
import dev.firth.protocol.message.ConnectorSpecification;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration of a capture.
 *
 * @param slotName empty: made from store and task
 * @param publicationName empty: made from store and task
 * @param schemas that discovery looks into; empty: all
 */
record SourceConfig(
    Endpoint endpoint,
    String slotName,
    String publicationName,
    List<String> schemas,
    boolean timestampsAreUtc) {

  static SourceConfig of(JsonNode config) {
    List<String> schemas = new ArrayList<>();
    config.path("schemas").forEach(schema -> schemas.add(schema.asString()));
    return new SourceConfig(
        Endpoint.of(config),
        config.path("slotName").asString(""),
        config.path("publicationName").asString(""),
        List.copyOf(schemas),
        config.path("timestampsAreUTC").asBoolean(false));
  }

  static ConnectorSpecification specification() {
    ObjectNode config = JsonMapper.shared().createObjectNode();
    config.put("type", "object").put("title", "PostgreSQL");
    config.putArray("required").add("address").add("database").add("user");
    ObjectNode properties = config.putObject("properties");
    Endpoint.describe(
        properties, "A user that may replicate (REPLICATION) and read the captured tables");
    ObjectNode schemas =
        properties
            .putObject("schemas")
            .put("type", "array")
            .put("title", "Schemas")
            .put("description", "The schemas in which tables are discovered; all if left out")
            .put("order", 4);
    schemas.putObject("items").put("type", "string");
    properties
        .putObject("timestampsAreUTC")
        .put("type", "boolean")
        .put("title", "Timestamps are UTC")
        .put("description", "Whether values of type timestamp, which has no zone, are in UTC")
        .put("default", false)
        .put("order", 5);
    Endpoint.property(
            properties,
            "slotName",
            "Replication slot",
            "Made from the store's id and the task's name if left out",
            6)
        .put("pattern", "^[a-z0-9_]{1,63}$")
        .put("advanced", true);
    Endpoint.property(
            properties,
            "publicationName",
            "Publication",
            "Made from the store's id and the task's name if left out",
            7)
        .put("maxLength", 56)
        .put("advanced", true);
    config.put("additionalProperties", false);
    return new ConnectorSpecification(config, resourceSchema(), "", List.of("/schema", "/table"));
  }

  private static ObjectNode resourceSchema() {
    ObjectNode resource = JsonMapper.shared().createObjectNode();
    resource.put("type", "object").put("title", "Table");
    resource.putArray("required").add("table");
    ObjectNode properties = resource.putObject("properties");
    Endpoint.property(properties, "schema", "Schema", "The schema of the table", 0)
        .put("default", "public")
        .put("x-schema-name", true);
    Endpoint.property(properties, "table", "Table", "The name of the table", 1)
        .put("x-collection-name", true);
    resource.put("additionalProperties", false);
    return resource;
  }

  /** Schema and table of a binding's resource. */
  static List<String> path(JsonNode resource) {
    return List.of(resource.path("schema").asString("public"), resource.path("table").asString(""));
  }
}
