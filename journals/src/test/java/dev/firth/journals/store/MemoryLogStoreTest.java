package dev.firth.journals.store;

import java.time.InstantSource;

class MemoryLogStoreTest extends LogStoreContract {
  private final LogStore store = new MemoryLogStore(InstantSource.system());

  @Override
  LogStore store() {
    return store;
  }
}
