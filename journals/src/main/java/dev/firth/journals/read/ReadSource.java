package dev.firth.journals.read;

import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.LogName;
import java.util.List;
import java.util.function.Predicate;

/**
 * One thing that a reader reads: a binding or transform, and the collection behind it.
 *
 * @param name {@code <binding or transform>.<counter>}: its key in cuts
 * @param partitions which partitions; the argument is {@link
 *     dev.firth.journals.log.JournalName#partition()}
 * @param producers root logs that are known already; plan and registry name the others
 */
public record ReadSource(
    String name, CollectionName collection, Predicate<String> partitions, List<LogName> producers) {
  public ReadSource {
    producers = List.copyOf(producers);
  }

  /** All partitions. */
  public ReadSource(String name, CollectionName collection, List<LogName> producers) {
    this(name, collection, partition -> true, producers);
  }
}
