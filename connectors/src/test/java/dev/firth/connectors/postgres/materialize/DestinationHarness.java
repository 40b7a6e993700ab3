package dev.firth.connectors.postgres.materialize;

import dev.firth.connectors.postgres.TestServer;
import dev.firth.protocol.fixture.Rows;
import dev.firth.protocol.message.CollectionMessage;
import dev.firth.protocol.message.Constraint;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.sdk.Transactions;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.Inference;
import dev.firth.specs.Projection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Drives materialize-postgres as a task would, with one binding. */
public final class DestinationHarness {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final MaterializePostgres connector = new MaterializePostgres();
  private final ObjectNode config;
  private final List<String> key;
  private final List<Projection> projections = new ArrayList<>();
  private final Map<String, JsonNode> fieldConfig = new TreeMap<>();
  private ObjectNode resource = JSON.createObjectNode().put("table", "orders");
  private String store = "7c0ffee1dead";
  private String name = "warehouse";
  private int backfill;

  /**
   * @param schema of the collection: an object with properties; nested ones are no columns
   */
  public DestinationHarness(TestServer.Database database, JsonNode schema, String... key) {
    config = database.config();
    this.key = List.of(key);
    schema(schema);
  }

  public ObjectNode config() {
    return config;
  }

  public ObjectNode resource() {
    return resource;
  }

  Map<String, JsonNode> fieldConfig() {
    return fieldConfig;
  }

  /** From now on it is another task, which fills another table. */
  void task(String name, String table) {
    this.name = name;
    resource.put("table", table);
  }

  void store(String id) {
    store = id;
  }

  void raiseBackfill() {
    backfill++;
  }

  /** The collection's schema from now on. */
  public void schema(JsonNode schema) {
    projections.clear();
    List<String> required =
        schema.path("required").valueStream().map(name -> name.asString()).toList();
    for (var property : schema.path("properties").properties()) {
      String name = property.getKey();
      projections.add(
          new Projection(
              name,
              "/" + name,
              false,
              false,
              key.contains(name),
              inference(property.getValue(), required.contains(name))));
    }
    projections.add(
        new Projection(
            "flow_document",
            "",
            false,
            false,
            false,
            Inference.of(Inference.Existence.MUST, "object")));
  }

  private static Inference inference(JsonNode schema, boolean required) {
    JsonNode type = schema.path("type");
    List<String> types =
        type.isMissingNode()
            ? List.of("array", "boolean", "integer", "null", "number", "object", "string")
            : type instanceof ArrayNode several
                ? several.valueStream().map(name -> name.asString()).toList()
                : List.of(type.asString());
    return new Inference(
        types,
        required ? Inference.Existence.MUST : Inference.Existence.MAY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        text(schema, "format"),
        Optional.empty(),
        text(schema, "contentEncoding"),
        text(schema, "x-sql-type"),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<String> text(JsonNode schema, String keyword) {
    return schema.path(keyword).isString()
        ? Optional.of(schema.path(keyword).asString())
        : Optional.empty();
  }

  private CollectionMessage collection() {
    ObjectNode any = JSON.createObjectNode();
    List<String> pointers = key.stream().map(field -> "/" + field).toList();
    return new CollectionMessage("orders", pointers, any, any, projections, List.of());
  }

  private List<String> values() {
    return projections.stream()
        .filter(p -> !p.key() && !p.location().isEmpty())
        .map(Projection::field)
        .sorted()
        .toList();
  }

  private MaterializationMessage task() {
    boolean delta = resource.path("deltaUpdates").asBoolean(false);
    MaterializationMessage.Binding binding =
        new MaterializationMessage.Binding(
            resource,
            List.of("public", "orders"),
            collection(),
            new FieldSelection(key, values(), Optional.of("flow_document"), fieldConfig),
            delta,
            "orders.v" + backfill,
            backfill);
    return new MaterializationMessage(name, config, List.of(binding));
  }

  /** What the connector says of a field. */
  Constraint constraint(String field) {
    var binding =
        new MaterializeRequest.Validate.Binding(
            resource, collection(), fieldConfig, backfill, List.of());
    var request =
        new MaterializeRequest.Validate("warehouse", config, List.of(binding), Optional.empty());
    return connector
        .validate(request)
        .bindings()
        .getFirst()
        .constraints()
        .getOrDefault(field, List.of())
        .getFirst();
  }

  public String apply() {
    return apply(false);
  }

  String apply(boolean takeOver) {
    return connector
        .apply(
            new MaterializeRequest.Apply(
                task(), "v", store, takeOver, Optional.empty(), RawJson.EMPTY_OBJECT))
        .action();
  }

  public Transactions open() throws Exception {
    return connector.open(
        new MaterializeRequest.Open(task(), "v", store, KeyRange.FULL, RawJson.EMPTY_OBJECT));
  }

  /** Rows of whole documents; those with {@code "_delete": true} are deletes. */
  public StoreBatch rows(String... documents) {
    StoreBatch batch = new StoreBatch();
    for (String document : documents) {
      JsonNode tree = JSON.readTree(document);
      boolean delete = tree.path("_delete").asBoolean(false);
      Rows.add(
          batch, 0, members(key, document), members(values(), document), document, false, delete);
    }
    return batch;
  }

  /** The members of these names as an array, each as the document writes it. */
  private static String members(List<String> fields, String document) {
    var tape = new dev.firth.documents.json.Tape();
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    tape.parse(bytes, 0, bytes.length);
    var out = new dev.firth.documents.json.JsonBuffer();
    out.put('[');
    for (String field : fields) {
      int node = tape.find(0, field.getBytes(StandardCharsets.UTF_8));
      if (out.size() > 1) {
        out.put(',');
      }
      if (node < 0) {
        out.raw("null");
      } else {
        out.value(tape, node);
      }
    }
    out.put(']');
    return out.toString();
  }

  /** One transaction. */
  public void commit(Transactions transactions, String checkpoint, StoreBatch rows)
      throws Exception {
    transactions.acknowledge();
    transactions.store(rows);
    transactions.startCommit(RawJson.of(checkpoint));
  }
}
