package dev.firth.catalog.build;

import dev.firth.specs.StoreSpec;

/** Where tasks keep their logs and collections. */
public sealed interface Stores {
  /** All in one store, whatever the StorageMappings say: the embedded one. */
  record Fixed(StoreSpec store) implements Stores {}

  /** Where the StorageMappings say. */
  record Mapped() implements Stores {}
}
