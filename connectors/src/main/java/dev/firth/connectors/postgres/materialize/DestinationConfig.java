package dev.firth.connectors.postgres.materialize;

import dev.firth.connectors.postgres.Endpoint;
import dev.firth.connectors.postgres.Quoting;
import dev.firth.protocol.message.ConnectorSpecification;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration of a materialization.
 *
 * @param schema where tables lie that name none, and the checkpoints
 * @param hardDelete whether deleted rows go, rather than stay marked
 * @param strip whether U+0000 is left out of texts, rather than pausing the task
 */
record DestinationConfig(Endpoint endpoint, String schema, boolean hardDelete, boolean strip) {
  static final String DEFAULT_SCHEMA = "public";

  /** A table that a binding names. */
  record Resource(String schema, String table, boolean deltaUpdates) {
    String title() {
      return schema + "." + table;
    }

    String quoted() {
      return Quoting.table(schema, table);
    }

    List<String> path() {
      return List.of(schema, table);
    }
  }

  static DestinationConfig of(JsonNode config) {
    return new DestinationConfig(
        Endpoint.of(config),
        config.path("schema").asString(DEFAULT_SCHEMA),
        config.path("hardDelete").asBoolean(false),
        config.path("nul").asString("Pause").equals("Strip"));
  }

  Resource resource(JsonNode resource) {
    return new Resource(
        resource.path("schema").asString(schema),
        resource.path("table").asString(""),
        resource.path("deltaUpdates").asBoolean(false));
  }

  static ConnectorSpecification specification() {
    ObjectNode config = JsonMapper.shared().createObjectNode();
    config.put("type", "object").put("title", "PostgreSQL");
    config.putArray("required").add("address").add("database").add("user");
    ObjectNode properties = config.putObject("properties");
    Endpoint.describe(properties, "A user that may create tables in the schema");
    Endpoint.property(
            properties, "schema", "Schema", "Where tables lie whose binding names no schema", 4)
        .put("default", DEFAULT_SCHEMA);
    properties
        .putObject("hardDelete")
        .put("type", "boolean")
        .put("title", "Hard delete")
        .put(
            "description",
            "Whether rows that are deleted at the source go, rather than stay marked")
        .put("default", false)
        .put("order", 5);
    ObjectNode nul =
        Endpoint.property(
            properties,
            "nul",
            "U+0000",
            "What to do with U+0000 in texts, which PostgreSQL cannot store",
            6);
    nul.putArray("enum").add("Pause").add("Strip");
    nul.put("default", "Pause").put("advanced", true);
    config.put("additionalProperties", false);
    return new ConnectorSpecification(config, resourceSchema(), "", List.of("/schema", "/table"));
  }

  private static ObjectNode resourceSchema() {
    ObjectNode resource = JsonMapper.shared().createObjectNode();
    resource.put("type", "object").put("title", "Table");
    resource.putArray("required").add("table");
    ObjectNode properties = resource.putObject("properties");
    Endpoint.property(properties, "table", "Table", "The name of the table", 0)
        .put("x-collection-name", true)
        .put("minLength", 1);
    Endpoint.property(properties, "schema", "Schema", "The schema of the table", 1)
        .put("x-schema-name", true);
    properties
        .putObject("deltaUpdates")
        .put("type", "boolean")
        .put("title", "Delta updates")
        .put("description", "Whether every change is added as a row of its own")
        .put("default", false)
        .put("x-delta-updates", true)
        .put("order", 2);
    resource.put("additionalProperties", false);
    return resource;
  }
}
