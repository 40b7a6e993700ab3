package dev.firth.specs;

import java.time.Duration;
import java.util.List;

/**
 * A capture: a connector whose bindings each write one collection.
 *
 * @param interval from one start of a connector that exits to its next
 */
public record CaptureSpec(
    String namespace,
    String name,
    String generation,
    ConnectorSpec connector,
    TransactionSpec transactions,
    Duration interval,
    int shards,
    boolean suspended,
    List<CaptureBinding> bindings,
    StoreSpec store)
    implements TaskSpec {
  public CaptureSpec {
    bindings = List.copyOf(bindings);
  }
}
