package dev.firth.documents.schema;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The drafts of JSON Schema that compile. A {@code $schema} within a schema chooses one. */
public enum Dialect {
  DRAFT_7("http://json-schema.org/draft-07/schema"),
  DRAFT_2019_09("https://json-schema.org/draft/2019-09/schema"),
  DRAFT_2020_12("https://json-schema.org/draft/2020-12/schema");

  private final String metaschema;

  Dialect(String metaschema) {
    this.metaschema = metaschema;
  }

  /** The URI of the metaschema, without fragment. */
  public String metaschema() {
    return metaschema;
  }

  /** The dialect that a schema's own {@code $schema} names, if it is one of these. */
  static Optional<Dialect> of(JsonNode schema) {
    JsonNode named = schema.get("$schema");
    if (named == null || !named.isString()) {
      return Optional.empty();
    }
    String uri = Uris.withoutFragment(named.asString()).replace("http:", "https:");
    for (Dialect dialect : values()) {
      if (dialect.metaschema.replace("http:", "https:").equals(uri)) {
        return Optional.of(dialect);
      }
    }
    return Optional.empty();
  }
}
