package dev.firth.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SpecJsonTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @Test
  void aCaptureComesBackEqual() {
    CaptureSpec spec = capture(Duration.ofMinutes(5), "{\"path\":\"/data\"}");
    TaskSpec back = SpecJson.read(SpecJson.write(spec));
    assertThat(back).isEqualTo(spec);
    assertThat(back.hash()).isEqualTo(spec.hash()).hasSize(32);
    assertThat(back.kindName()).isEqualTo("capture");
  }

  @Test
  void aMaterializationComesBackEqual() {
    MaterializationSpec spec = materialization();
    TaskSpec back = SpecJson.read(SpecJson.write(spec));
    assertThat(back).isEqualTo(spec);
    assertThat(back.title()).isEqualTo("Materialization warehouse");
  }

  @Test
  void numbersOfSchemasKeepTheirDigits() {
    String schema = "{\"maximum\":123456789012345678901234567890,\"multipleOf\":0.10}";
    CaptureSpec spec = capture(Duration.ZERO, schema);
    assertThat(new String(SpecJson.write(spec), StandardCharsets.UTF_8))
        .contains("123456789012345678901234567890")
        .contains("0.10");
    assertThat(SpecJson.read(SpecJson.write(spec)).connector().config())
        .isEqualTo(spec.connector().config());
  }

  @Test
  void theHashIgnoresOrderOfMembersAndOperationalFields() {
    String hash = capture(Duration.ofMinutes(5), "{\"a\":1,\"b\":{\"c\":2,\"d\":3}}").hash();
    assertThat(capture(Duration.ofMinutes(9), "{\"b\":{\"d\":3,\"c\":2},\"a\":1}").hash())
        .isEqualTo(hash);
    assertThat(capture(Duration.ofMinutes(5), "{\"a\":1,\"b\":{\"c\":2,\"d\":4}}").hash())
        .isNotEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"b\":1,\"a\":[{\"d\":1,\"c\":2}]} | {\"a\":[{\"c\":2,\"d\":1}],\"b\":1}",
        "1.50 | 1.50",
        "\"é\" | \"é\"",
        "[2,1] | [2,1]"
      })
  void canonicalJsonSortsMembersOnly(String in, String out) {
    assertThat(new String(SpecJson.canonical(JSON.readTree(in)), StandardCharsets.UTF_8))
        .isEqualTo(out);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{}", "{\"kind\":\"capture\"}", "{\"kind\":\"derivation\"}", "nonsense"})
  void whatIsNoSpecIsRefusedWithASentence(String text) {
    assertThatThrownBy(() -> SpecJson.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("no task spec that this version of Firth can run");
  }

  @Test
  void anUnknownMemberIsRefused() {
    String json = new String(SpecJson.write(materialization()), StandardCharsets.UTF_8);
    String more = json.replaceFirst("\\{", "{\"colour\":1,");
    assertThatThrownBy(() -> SpecJson.read(more.getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("colour");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "/password | {\"user\":\"me\",\"password\":\"pw\"} | me='me' pw='(secret)' k='k' t='t'",
        "/tls | {\"user\":\"me\",\"tls\":{\"key\":\"k\",\"chain\":[\"pw\",\"t\"],\"port\":5}} | me='me' pw='(secret)' k='(secret)' t='(secret)'",
        "-- | {\"user\":\"me\",\"token\":\"t\"} | me='me' pw='pw' k='k' t='(secret)'",
        "/absent | {\"user\":\"me\"} | me='me' pw='pw' k='k' t='t'"
      })
  void theMaskHidesWhatSecretsAdded(String pointer, String merged, String shown) {
    var spec =
        new ConnectorSpec(
            "c",
            List.of(),
            tree("{\"user\":\"me\"}"),
            List.of(new SecretRef(pointer.replace("--", ""), "s", "k", true, false)));
    assertThat(spec.mask(tree(merged), tree("{}")).apply("me='me' pw='pw' k='k' t='t'"))
        .isEqualTo(shown);
  }

  private static JsonNode tree(String json) {
    return JSON.readTree(json);
  }

  private static CollectionSpec collection() {
    JsonNode schema = tree("{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}");
    return new CollectionSpec(
        "acme",
        "orders",
        "0.0",
        List.of("/id"),
        schema,
        schema,
        List.of(
            new Projection(
                "id", "/id", false, false, true, Inference.of(Inference.Existence.MUST, "integer")),
            new Projection("at", "/at", false, true, false, inference())),
        List.of(),
        FragmentSpec.DEFAULT,
        Optional.of(new SecretRef("", "salt", "salt", false, false)));
  }

  private static Inference inference() {
    return new Inference(
        List.of("string", "null"),
        Inference.Existence.MAY,
        Optional.of("When"),
        Optional.empty(),
        Optional.of(tree("\"now\"")),
        true,
        Optional.of("date-time"),
        Optional.empty(),
        Optional.of("base64"),
        Optional.of("timestamp"),
        java.util.OptionalLong.of(64),
        Optional.of(new BigDecimal("0.5")),
        Optional.empty());
  }

  private static StoreSpec store() {
    return new StoreSpec(
        Optional.of(URI.create("http://127.0.0.1:9000")),
        "flows",
        "prod/",
        "eu-west-1",
        true,
        Duration.ofHours(24),
        Optional.of("flows-s3"));
  }

  private static CaptureSpec capture(Duration interval, String config) {
    return new CaptureSpec(
        "acme",
        "shop",
        "0.0",
        new ConnectorSpec(
            "source-files",
            List.of(),
            tree(config),
            List.of(new SecretRef("/password", "shop-db", "password", false, false))),
        TransactionSpec.DEFAULT,
        interval,
        1,
        false,
        List.of(
            new CaptureBinding(
                "orders",
                tree("{\"path\":\"*.ndjson\"}"),
                List.of("*.ndjson"),
                "orders.0",
                "0.0",
                collection(),
                OnViolation.PAUSE)),
        store());
  }

  private static MaterializationSpec materialization() {
    return new MaterializationSpec(
        "acme",
        "warehouse",
        "0.1",
        new ConnectorSpec("mine", List.of("python3", "mine.py"), tree("{}"), List.of()),
        new TransactionSpec(Duration.ofMillis(5), Duration.ofSeconds(30), Optional.of(2.5)),
        1,
        true,
        List.of(
            new MaterializationBinding(
                "orders",
                tree("{\"table\":\"orders\"}"),
                List.of("public", "orders"),
                "orders.1",
                "0.1",
                new SourceSpec(
                    collection(),
                    List.of(new SourceSpec.PartitionFilter("region", List.of("eu"))),
                    List.of(),
                    Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                    Optional.empty()),
                new FieldSelection(
                    List.of("id"),
                    List.of("at"),
                    Optional.of("flow_document"),
                    Map.of("at", tree("{\"ddl\":\"text\"}"))),
                false,
                3,
                OnViolation.QUARANTINE)),
        store());
  }
}
