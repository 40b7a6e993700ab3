package dev.firth.documents.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.JsonException;
import dev.firth.documents.json.Parsed;
import dev.firth.documents.json.Tape;
import dev.firth.documents.redact.Redactor;
import dev.firth.documents.reduce.ReduceException;
import dev.firth.documents.reduce.Reducer;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.shape.Inference;
import dev.firth.documents.shape.Shape;
import dev.firth.documents.shape.ShapeSchema;
import dev.firth.documents.shape.TypeScriptTypes;
import dev.firth.documents.shape.Widening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every row of a table of docs/reference says what happens. */
class ReferencePagesTest {
  /** A row, below its table's head and the schema before it. */
  private record Row(String head, String schema, List<String> cells) {}

  @TestFactory
  Stream<DynamicTest> pages() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (String page : List.of("schemas", "reductions", "projections")) {
      List<Row> rows = rows(Path.of("../docs/reference", page + ".md"));
      assertThat(rows).as(page).hasSizeGreaterThan(10);
      rows.forEach(
          row -> tests.add(DynamicTest.dynamicTest(page + " " + row.cells, () -> run(row))));
    }
    return tests.stream();
  }

  private static List<Row> rows(Path page) throws IOException {
    var rows = new ArrayList<Row>();
    String schema = "";
    String head = "";
    String before = "";
    for (String line : Files.readAllLines(page)) {
      if (before.equals("```json")) {
        schema = line;
      }
      if (line.startsWith("|---")) {
        head = before;
      } else if (line.startsWith("|") && !head.isEmpty()) {
        rows.add(new Row(head, schema, cells(line)));
      } else if (!line.startsWith("|")) {
        head = "";
      }
      before = line;
    }
    return rows;
  }

  private static List<String> cells(String line) {
    String inner = line.substring(1, line.length() - 1);
    return Stream.of(inner.split("(?<!\\\\)\\|"))
        .map(cell -> cell.strip().replace("`", "").replace("\\|", "|"))
        .toList();
  }

  private static void run(Row row) {
    List<String> c = row.cells;
    switch (row.head) {
      case "| earlier | later | combined | onto all before |" -> {
        assertThat(reduced(row.schema, c.get(0), c.get(1), false)).isEqualTo(c.get(2));
        assertThat(reduced(row.schema, c.get(0), c.get(1), true)).isEqualTo(c.get(3));
      }
      case "| document | valid |" -> assertThat(valid(row.schema, c.get(0))).isEqualTo(c.get(1));
      case "| document | stored |" -> assertThat(stored(row.schema, c.get(0))).isEqualTo(c.get(1));
      case "| documents | shape |" -> assertThat(widened(c.get(0))).isEqualTo(c.get(1));
      case "| schema of the location | TypeScript | PostgreSQL | SQLite |" ->
          assertThat(TypeScriptTypes.of(Inference.infer(ExactJson.read(c.get(0)))))
              .isEqualTo(c.get(1));
      case "| location | existence |" ->
          assertThat(Inference.infer(ExactJson.read(row.schema)).locate(c.get(0)).exists())
              .hasToString(c.get(1));
      case "| existence | means |" -> assertThat(c).hasSize(2);
      default -> throw new AssertionError("no such table is known: " + row.head);
    }
  }

  private static String reduced(String schema, String earlier, String later, boolean full) {
    Tape right = Parsed.json(later);
    var annotations = new Annotations();
    assertThat(CompiledSchema.compile(ExactJson.read(schema)).validate(right, 0, annotations))
        .isTrue();
    int l = earlier.equals("-") ? Reducer.ABSENT : 0;
    Tape left = l == 0 ? Parsed.json(earlier) : new Tape();
    var out = new JsonBuffer();
    try {
      return switch (new Reducer().reduce(left, l, right, 0, annotations, full, out)) {
        case REDUCED -> out.toString();
        case DELETED -> "deleted";
        case NOT_ASSOCIATIVE -> "apart";
      };
    } catch (ReduceException e) {
      return "error";
    }
  }

  private static String valid(String schema, String document) {
    var tape = new Tape();
    byte[] bytes = document.getBytes(UTF_8);
    try {
      tape.parse(bytes, 0, bytes.length);
    } catch (JsonException e) {
      return "refused";
    }
    return CompiledSchema.compile(ExactJson.read(schema)).validate(tape, 0) ? "yes" : "no";
  }

  private static String stored(String schema, String document) {
    Tape tape = Parsed.json(document);
    var annotations = new Annotations();
    assertThat(CompiledSchema.compile(ExactJson.read(schema)).validate(tape, 0, annotations))
        .isTrue();
    var out = new JsonBuffer();
    assertThat(new Redactor(new byte[0]).redact(tape, 0, annotations, out)).isTrue();
    return out.toString();
  }

  private static String widened(String documents) {
    Shape shape = Shape.NOTHING;
    for (String document : documents.split(" ")) {
      shape = Widening.widen(shape, Parsed.json(document), 0);
    }
    var schema = ShapeSchema.of(shape);
    schema.remove("$schema");
    return schema.toString();
  }
}
