package dev.firth.protocol.message;

import dev.firth.specs.CaptureBinding;
import dev.firth.specs.CaptureSpec;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a connector is told of the capture that it runs.
 *
 * @param name of the task among all: {@code NAMESPACE/NAME} unless the namespace is default
 * @param config with its secrets
 */
public record CaptureMessage(
    String name, JsonNode config, Duration interval, List<Binding> bindings) {
  public CaptureMessage {
    bindings = List.copyOf(bindings);
  }

  /** A built capture, its secrets merged into {@code config} by the caller. */
  public static CaptureMessage of(CaptureSpec spec, JsonNode config) {
    return new CaptureMessage(
        spec.nameAmongAll(),
        config,
        spec.interval(),
        spec.bindings().stream().map(Binding::of).toList());
  }

  /**
   * One binding.
   *
   * @param stateKey where its part of the connector's state stands
   * @param backfill how often it was backfilled
   */
  public record Binding(
      JsonNode resource,
      List<String> resourcePath,
      CollectionMessage collection,
      String stateKey,
      int backfill) {
    public Binding {
      resourcePath = List.copyOf(resourcePath);
    }

    static Binding of(CaptureBinding spec) {
      return new Binding(
          spec.resource(),
          spec.resourcePath(),
          CollectionMessage.of(spec.collection()),
          spec.stateKey(),
          Backfills.count(spec.backfill()));
    }
  }

  /** The configuration may hold secrets: it is left out. */
  @Override
  public String toString() {
    return "CaptureMessage[" + name + ", " + bindings.size() + " bindings]";
  }
}
