package dev.firth.operator.cluster;

import dev.firth.crds.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Between the client's objects and plain JSON. */
final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static JsonNode of(HasMetadata object) {
    return MAPPER.readTree(Serialization.asJson(object));
  }

  /** How the API server serves a kind of Firth. */
  static ResourceDefinitionContext context(Kind kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(Kind.GROUP)
        .withVersion(kind.apiVersion().substring(Kind.GROUP.length() + 1))
        .withKind(kind.word())
        .withPlural(kind.served().orElseThrow().plural())
        .withNamespaced(true)
        .build();
  }
}
