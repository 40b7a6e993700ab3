package dev.firth.catalog.build;

import dev.firth.catalog.load.Draft;
import java.util.List;
import java.util.Optional;

/** The catalog build. */
public final class CatalogBuild {
  private CatalogBuild() {}

  /**
   * Builds a draft.
   *
   * @param draft what people wrote
   * @param last what runs now
   * @param answers what connectors say
   * @param stores where tasks keep what they write
   * @throws InterruptedException if the thread is interrupted while a connector is asked
   */
  public static Built build(
      Draft draft, Optional<Publication> last, ConnectorAnswers answers, Stores stores)
      throws InterruptedException {
    Publication none = last.orElseGet(() -> Publication.empty(draft.namespace()));
    return new Built(none, draft.problems(), List.of(), List.of(), Plan.between(last, none));
  }
}
