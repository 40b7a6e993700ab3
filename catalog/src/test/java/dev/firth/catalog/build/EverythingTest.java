package dev.firth.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.catalog.load.Draft;
import dev.firth.crds.SecretValue;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.FragmentSpec;
import dev.firth.specs.MaterializationSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every field that is served reaches the built specs: {@code good/everything/flow.yaml}. */
class EverythingTest {
  private static final Draft DRAFT = Fixture.load(Path.of("src/test/resources/good/everything"));

  private static Publication publication() throws InterruptedException {
    Built built =
        CatalogBuild.build(DRAFT, Optional.empty(), new StubAnswers(), new Stores.Mapped());
    assertThat(built.problems()).isEmpty();
    assertThat(built.complete()).isTrue();
    return built.publication();
  }

  @Test
  void collection() throws InterruptedException {
    CollectionSpec orders = publication().collections().values().iterator().next();

    assertThat(orders.namespace()).isEqualTo("acme");
    assertThat(orders.fragment())
        .isEqualTo(
            new FragmentSpec(1 << 20, Duration.ofMinutes(90), FragmentSpec.Compression.NONE));
    assertThat(orders.projections())
        .extracting(p -> p.field() + (p.explicit() ? "!" : "") + (p.partition() ? "%" : ""))
        .containsExactly(
            "address",
            "address/no",
            "address/region",
            "flow_document",
            "flow_published_at",
            "id",
            "region!%",
            "sum!",
            "total");
    assertThat(orders.writeSchema().toString())
        .contains("\"$id\":\"schema://order\"", "\"$id\":\"schema://acme/address\"")
        .contains("9007199254740993");
    assertThat(orders.projection("sum").orElseThrow().inference().minimum().orElseThrow())
        .isEqualByComparingTo("0");
  }

  @Test
  void capture() throws InterruptedException {
    var shop = (CaptureSpec) publication().task("capture", "shop").orElseThrow();

    assertThat(shop.bindings()).extracting(b -> b.name()).containsExactly("orders");
    assertThat(shop.interval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(shop.transactions().minDuration()).isEqualTo(Duration.ofMillis(10));
    assertThat(shop.transactions().maxRate()).contains(50.0);
    assertThat(shop.connector().config().toString())
        .isEqualTo("{\"address\":\"db:5432\",\"tls\":{\"verify\":true}}");
    assertThat(
            shop.connector()
                .revealed((s, k) -> DRAFT.secrets().find(s, k).map(SecretValue::reveal))
                .toString())
        .isEqualTo(
            "{\"address\":\"db:5432\",\"tls\":{\"verify\":true},\"password\":\"hunter2\","
                + "\"port\":5432}");
    assertThat(shop.store().endpoint()).contains(URI.create("https://minio.example:9000"));
    assertThat(shop.store().bucket() + " " + shop.store().prefix()).isEqualTo("acme-flows prod/");
    assertThat(shop.store().credentials()).contains("keys");
  }

  @Test
  void materialization() throws InterruptedException {
    var warehouse =
        (MaterializationSpec) publication().task("materialization", "warehouse").orElseThrow();
    var binding = warehouse.bindings().getFirst();

    assertThat(warehouse.suspended()).isTrue();
    assertThat(binding.priority()).isZero();
    assertThat(binding.deltaUpdates()).isTrue();
    assertThat(binding.source().include().toString()).contains("[eu, us]");
    assertThat(binding.source().exclude().toString()).contains("[test]");
    assertThat(binding.source().notBefore()).contains(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(binding.source().notAfter()).contains(Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(binding.fields().keys()).containsExactly("id");
    assertThat(binding.fields().values()).isEqualTo(List.of("region", "total"));
    assertThat(binding.fields().config().toString()).isEqualTo("{total={\"ddl\":\"NUMERIC\"}}");
  }
}
