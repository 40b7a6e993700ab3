package dev.firth.connectors.sql;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.shape.Shape;
import dev.firth.specs.Inference;
import dev.firth.specs.Projection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The table of types of docs/reference/projections.md. */
public final class TypePage {
  /** A row: the schema of a location, and the types of its column. */
  public record Row(String schema, String postgres, String sqlite) {
    /** A field of that location. */
    public Projection projection() {
      return new Projection("a", "/a", false, false, false, inference(schema));
    }
  }

  private TypePage() {}

  public static List<Row> rows() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("../docs/reference/projections.md"))) {
      return lines
          .filter(line -> line.startsWith("| `"))
          .map(line -> line.split("(?<!\\\\)\\|"))
          .filter(cells -> cells.length == 5)
          .map(cells -> new Row(cell(cells[1]), cell(cells[3]), cell(cells[4])))
          .toList();
    }
  }

  private static String cell(String cell) {
    return cell.strip().replace("`", "");
  }

  private static Inference inference(String schema) {
    Shape shape = dev.firth.documents.shape.Inference.infer(ExactJson.read(schema));
    return new Inference(
        shape.types().names(),
        Inference.Existence.MAY,
        shape.title(),
        shape.description(),
        shape.defaultValue(),
        shape.secret(),
        shape.string().format(),
        shape.string().contentMediaType(),
        shape.string().contentEncoding(),
        Optional.ofNullable(shape.annotations().get("x-sql-type")).map(JsonNode::stringValue),
        OptionalLong.empty(),
        shape.number().minimum(),
        shape.number().maximum());
  }
}
