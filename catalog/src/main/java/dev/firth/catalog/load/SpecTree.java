package dev.firth.catalog.load;

import dev.firth.catalog.yaml.Value;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A resource's {@code spec} as JSON. */
public final class SpecTree {
  private SpecTree() {}

  /** A copy that may be changed; empty if there is none. */
  public static ObjectNode of(Origin origin) {
    return origin.root().child("spec").orElse(origin.root()) instanceof Value.Mapping spec
            && spec != origin.root()
        ? spec.json()
        : JsonNodeFactory.instance.objectNode();
  }
}
