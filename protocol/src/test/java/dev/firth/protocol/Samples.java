package dev.firth.protocol;

import dev.firth.protocol.message.CaptureMessage;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CollectionMessage;
import dev.firth.protocol.message.DocumentBatch;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.Inference;
import dev.firth.specs.Projection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Messages as tests need them. */
public final class Samples {
  private Samples() {}

  public static JsonNode json(String text) {
    return RawJson.of(text).tree();
  }

  public static CollectionMessage collection(String name) {
    JsonNode schema = json("{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}");
    return new CollectionMessage(
        name,
        List.of("/id"),
        schema,
        schema,
        List.of(
            new Projection(
                "id", "/id", false, false, true, Inference.of(Inference.Existence.MUST, "integer")),
            new Projection(
                "flow_document",
                "",
                false,
                false,
                false,
                Inference.of(Inference.Existence.MUST, "object"))),
        List.of());
  }

  public static CaptureMessage capture(String config) {
    return new CaptureMessage(
        "shop",
        json(config),
        Duration.ofSeconds(300),
        List.of(
            new CaptureMessage.Binding(
                json("{\"path\":\"*\"}"), List.of("*"), collection("orders"), "orders.0", 0),
            new CaptureMessage.Binding(
                json("{\"path\":\"b\"}"), List.of("b"), collection("lines"), "lines.1", 1)));
  }

  public static CaptureRequest.Open openCapture(String config) {
    return new CaptureRequest.Open(
        capture(config), "v1", "store-1", KeyRange.FULL, RawJson.EMPTY_OBJECT, false);
  }

  public static MaterializationMessage materialization(String config) {
    return new MaterializationMessage(
        "warehouse",
        json(config),
        List.of(
            new MaterializationMessage.Binding(
                json("{\"table\":\"orders\"}"),
                List.of("orders"),
                collection("orders"),
                new FieldSelection(
                    List.of("id"), List.of(), Optional.of("flow_document"), Map.of()),
                false,
                "orders.0",
                0)));
  }

  public static MaterializeRequest.Open openMaterialization(String config) {
    return new MaterializeRequest.Open(
        materialization(config), "v1", "store-1", KeyRange.FULL, RawJson.EMPTY_OBJECT);
  }

  /** Documents of binding 0. */
  public static DocumentBatch documents(String... documents) {
    return documentsOf(0, documents);
  }

  public static DocumentBatch documentsOf(int binding, String... documents) {
    var batch = new DocumentBatch();
    for (String document : documents) {
      byte[] bytes = utf8(document);
      batch.add(binding, bytes, 0, bytes.length);
    }
    return batch;
  }

  public static String text(DocumentBatch batch, int row) {
    return new String(batch.bytes(), batch.offset(row), batch.length(row), StandardCharsets.UTF_8);
  }

  /** Every row as binding, key, values, document and flags. */
  public static List<String> describe(StoreBatch rows) {
    var described = new java.util.ArrayList<String>();
    for (int row = 0; row < rows.count(); row++) {
      String line =
          rows.binding(row)
              + " "
              + text(rows.bytes(), rows.keyOffset(row), rows.keyLength(row))
              + " "
              + text(rows.bytes(), rows.valuesOffset(row), rows.valuesLength(row))
              + " "
              + text(rows.bytes(), rows.documentOffset(row), rows.documentLength(row))
              + " "
              + (rows.exists(row) ? "exists" : "")
              + (rows.exists(row) && rows.delete(row) ? " " : "")
              + (rows.delete(row) ? "delete" : "");
      described.add(line.strip());
    }
    return described;
  }

  private static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
