package dev.firth.simulation.model;

import dev.firth.simulation.world.Violation;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** How many documents of each key there are: what the model keeps, reads and compares. */
public final class Counts {
  private final int[] byKey;

  public Counts(int keys) {
    this.byKey = new int[keys];
  }

  private Counts(int[] byKey) {
    this.byKey = byKey;
  }

  /** The counts in a connector state, all zero where a key is absent. */
  static Counts ofState(JsonNode state, int keys) {
    Counts counts = new Counts(keys);
    for (var entry : state.properties()) {
      counts.byKey[Integer.parseInt(entry.getKey())] = entry.getValue().asInt();
    }
    return counts;
  }

  public Counts copy() {
    return new Counts(byKey.clone());
  }

  int next(int key) {
    return ++byKey[key];
  }

  int of(int key) {
    return byKey[key];
  }

  public int total() {
    return Arrays.stream(byKey).sum();
  }

  /** Counts one more document, which must be the next of its key. */
  void follow(String who, ModelDocument document) {
    int expected = byKey[document.key()] + 1;
    if (document.number() != expected) {
      throw new Violation(
          "%s: key %d: document %d came, %d was next: %s"
              .formatted(
                  who,
                  document.key(),
                  document.number(),
                  expected,
                  document.number() < expected ? "doubled" : "lost"));
    }
    byKey[document.key()] = expected;
  }

  /** Whether every key has at least as many as in {@code other}. */
  public boolean covers(Counts other) {
    for (int key = 0; key < byKey.length; key++) {
      if (byKey[key] < other.byKey[key]) {
        return false;
      }
    }
    return true;
  }

  /** The state as JSON; all keys. */
  byte[] state() {
    StringBuilder json = new StringBuilder("{");
    for (int key = 0; key < byKey.length; key++) {
      json.append(key == 0 ? "" : ",").append('"').append(key).append("\":").append(byKey[key]);
    }
    return json.append('}').toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Counts counts && Arrays.equals(byKey, counts.byKey);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(byKey);
  }

  @Override
  public String toString() {
    return Arrays.toString(byKey);
  }
}
