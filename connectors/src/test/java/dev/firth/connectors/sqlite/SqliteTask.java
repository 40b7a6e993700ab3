package dev.firth.connectors.sqlite;

import dev.firth.protocol.fixture.Rows;
import dev.firth.protocol.message.CollectionMessage;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.sdk.Transactions;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.Inference;
import dev.firth.specs.Projection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A materialization of one collection, pages by key, as tests vary it. */
final class SqliteTask {
  private final SqliteMaterialization connector = new SqliteMaterialization();
  private String name = "warehouse";
  private String store = "store-1";
  private Path file = Path.of("out.db");
  private boolean hardDelete;
  private boolean takeOver;
  private boolean deltaUpdates;
  private int backfill;
  private String viewsType = "integer";
  private String[] keyTypes = {"string"};
  private Map<String, JsonNode> fieldConfig = Map.of();
  private List<String> values = List.of("views", "detail", "live", "rate");

  SqliteTask file(Path path) {
    file = path;
    return this;
  }

  SqliteTask name(String text) {
    name = text;
    return this;
  }

  SqliteTask store(String id) {
    store = id;
    return this;
  }

  SqliteTask hardDelete(boolean hard) {
    hardDelete = hard;
    return this;
  }

  SqliteTask takeOver(boolean take) {
    takeOver = take;
    return this;
  }

  SqliteTask deltaUpdates(boolean delta) {
    deltaUpdates = delta;
    return this;
  }

  SqliteTask backfill(int count) {
    backfill = count;
    return this;
  }

  SqliteTask values(String... fields) {
    values = List.of(fields);
    return this;
  }

  SqliteTask key(String option, JsonNode value, String... types) {
    keyTypes = types;
    fieldConfig = Map.of("page", JsonNodeFactory.instance.objectNode().set(option, value));
    return this;
  }

  SqliteTask viewsAre(String type) {
    viewsType = type;
    return this;
  }

  MaterializeResponse.Applied apply() {
    return connector.apply(
        new MaterializeRequest.Apply(
            message(), "v1", store, takeOver, Optional.empty(), RawJson.EMPTY_OBJECT));
  }

  Transactions open() {
    return connector.open(
        new MaterializeRequest.Open(message(), "v1", store, KeyRange.FULL, RawJson.EMPTY_OBJECT));
  }

  MaterializeResponse.Validated validate() {
    return connector.validate(
        new MaterializeRequest.Validate(
            name, config(), List.of(toValidate(resource())), Optional.empty()));
  }

  MaterializeRequest.Validate.Binding toValidate(JsonNode resource) {
    return new MaterializeRequest.Validate.Binding(
        resource, collection(), Map.of(), backfill, List.of());
  }

  StoreBatch row(String key, String rowValues, String document) {
    return Rows.row(key, rowValues, document, false, false);
  }

  StoreBatch deleted(String key, String rowValues, String document) {
    return Rows.row(key, rowValues, document, true, true);
  }

  private MaterializationMessage message() {
    return new MaterializationMessage(
        name,
        config(),
        List.of(
            new MaterializationMessage.Binding(
                resource(),
                List.of("pages"),
                collection(),
                new FieldSelection(
                    List.of("page"), values, Optional.of("flow_document"), fieldConfig),
                deltaUpdates,
                "pages." + backfill,
                backfill)));
  }

  private JsonNode config() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("path", file.toString())
        .put("hardDelete", hardDelete);
  }

  private JsonNode resource() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("table", "pages")
        .put("deltaUpdates", deltaUpdates);
  }

  private CollectionMessage collection() {
    JsonNode schema = JsonNodeFactory.instance.objectNode();
    return new CollectionMessage(
        "pages",
        List.of("/page"),
        schema,
        schema,
        List.of(
            projection("page", "/page", true, keyTypes),
            projection("views", "/views", false, viewsType),
            projection("detail", "/detail", false, "object", "null"),
            projection("live", "/live", false, "boolean"),
            projection("rate", "/rate", false, "number"),
            projection("nothing", "/nothing", false, "null"),
            projection("", "/", false, "integer"),
            projection("a\0b", "/a\0b", false, "integer"),
            projection("flow_document", "", false, "object")),
        List.of());
  }

  private static Projection projection(
      String field, String location, boolean key, String... types) {
    return new Projection(
        field, location, false, false, key, Inference.of(Inference.Existence.MUST, types));
  }
}
