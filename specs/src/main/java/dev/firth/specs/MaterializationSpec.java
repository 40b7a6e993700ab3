package dev.firth.specs;

import java.util.List;

/** A materialization: a connector whose bindings each keep one resource equal to one collection. */
public record MaterializationSpec(
    String namespace,
    String name,
    String generation,
    ConnectorSpec connector,
    TransactionSpec transactions,
    int shards,
    boolean suspended,
    List<MaterializationBinding> bindings,
    StoreSpec store)
    implements TaskSpec {
  public MaterializationSpec {
    bindings = List.copyOf(bindings);
  }
}
