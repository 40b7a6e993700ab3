package dev.firth.protocol.message;

import dev.firth.specs.FieldSelection;
import dev.firth.specs.MaterializationBinding;
import dev.firth.specs.MaterializationSpec;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a connector is told of the materialization that it runs.
 *
 * @param name of the task among all: {@code NAMESPACE/NAME} unless the namespace is default
 * @param config with its secrets
 */
public record MaterializationMessage(String name, JsonNode config, List<Binding> bindings) {
  public MaterializationMessage {
    bindings = List.copyOf(bindings);
  }

  /** A built materialization, its secrets merged into {@code config} by the caller. */
  public static MaterializationMessage of(MaterializationSpec spec, JsonNode config) {
    return new MaterializationMessage(
        spec.nameAmongAll(), config, spec.bindings().stream().map(Binding::of).toList());
  }

  /**
   * One binding.
   *
   * @param fields in the order in which keys and values are sent
   * @param stateKey where its part of the connector's state stands
   * @param backfill how often it was backfilled
   */
  public record Binding(
      JsonNode resource,
      List<String> resourcePath,
      CollectionMessage collection,
      FieldSelection fields,
      boolean deltaUpdates,
      String stateKey,
      int backfill) {
    public Binding {
      resourcePath = List.copyOf(resourcePath);
    }

    static Binding of(MaterializationBinding spec) {
      return new Binding(
          spec.resource(),
          spec.resourcePath(),
          CollectionMessage.of(spec.source().collection()),
          spec.fields(),
          spec.deltaUpdates(),
          spec.stateKey(),
          Backfills.count(spec.backfill()));
    }
  }

  /** The configuration may hold secrets: it is left out. */
  @Override
  public String toString() {
    return "MaterializationMessage[" + name + ", " + bindings.size() + " bindings]";
  }
}
