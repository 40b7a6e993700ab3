package dev.firth.journals.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class StoreOwnerTest {
  private static final String STORE = "Store s3://acme/prod/";
  private static final StoreOwner ADA =
      new StoreOwner("7c01", "firth up /home/ada/flows", Instant.parse("2026-11-01T10:00:00Z"));
  private static final StoreOwner BOB =
      new StoreOwner("9d02", "cluster prod", Instant.parse("2026-11-02T10:00:00Z"));

  private final MemoryLogStore store = new MemoryLogStore(InstantSource.system());

  @Test
  void theFirstThatComesOwnsTheStore() throws Exception {
    assertThat(ADA.claim(store, STORE)).isEqualTo(ADA);
    StoreOwner later = new StoreOwner(ADA.id(), "moved", Instant.parse("2026-12-01T10:00:00Z"));
    assertThat(later.claim(store, STORE)).isEqualTo(ADA);
  }

  @Test
  void anotherIsRefusedByName() throws Exception {
    ADA.claim(store, STORE);
    assertThatThrownBy(() -> BOB.claim(store, STORE))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "Store s3://acme/prod/ belongs to another Firth: firth up /home/ada/flows (id 7c01,"
                + " since 2026-11-01T10:00:00Z). Use another bucket or prefix; two that write to"
                + " one would damage each other.");
  }

  @Test
  void adoptingMakesAnotherTheOwner() throws Exception {
    ADA.claim(store, STORE);
    BOB.adopt(store, STORE);
    assertThat(StoreOwner.read(store, STORE)).hasValue(BOB);
    assertThatThrownBy(() -> ADA.claim(store, STORE)).hasMessageContaining("cluster prod");
  }

  @Test
  void aForeignFileIsNoOwner() {
    store.put(StoreOwner.KEY, "hello".getBytes(UTF_8));
    assertThatThrownBy(() -> ADA.claim(store, STORE))
        .hasMessageContaining("firth.json is not a file that Firth wrote");
  }
}
