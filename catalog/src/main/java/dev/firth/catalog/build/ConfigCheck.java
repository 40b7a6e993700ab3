package dev.firth.catalog.build;

import dev.firth.catalog.load.Origin;
import dev.firth.crds.ConnectorUse;
import tools.jackson.databind.JsonNode;

/** Holds what people configured against the connector's own schemas. */
record ConfigCheck(Findings findings) {

  /** A connector's configuration, secrets included. */
  void config(Origin task, ConnectorUse use, ConnectorConfig config, JsonNode schema) {}

  /** A binding's resource. */
  void resource(Origin task, int binding, JsonNode resource, JsonNode schema) {}
}
