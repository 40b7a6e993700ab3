package dev.firth.documents.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.CompiledSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;

/** A shape never says more than its schema: whatever the schema accepts, the shape allows. */
class ShapeLawsTest {
  private static final List<String> TYPES =
      List.of("null", "boolean", "integer", "number", "string", "array", "object");

  @Property(tries = 500)
  void validDocumentsFitTheShape(@ForAll long seed) {
    var random = new Random(seed);
    JsonNode schema = ShapeTest.json(schema(random, 3));
    var compiled = CompiledSchema.compile(schema);
    Shape shape = Inference.infer(schema);
    List<Location> required =
        shape.locations().stream().filter(l -> !l.pattern() && l.exists() == Exists.MUST).toList();
    for (int i = 0; i < 25; i++) {
      JsonNode document = ShapeTest.json(document(random, 3));
      if (valid(compiled, document)) {
        fits(schema, shape, "", document);
        for (Location location : required) {
          assertThat(document.at(location.pointer()).isMissingNode())
              .as("%s of %s by %s", location.pointer(), document, schema)
              .isFalse();
        }
      }
    }
  }

  private static boolean valid(CompiledSchema schema, JsonNode document) {
    byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
    var tape = new Tape();
    tape.parse(bytes, 0, bytes.length);
    return schema.validate(tape, 0);
  }

  private static void fits(JsonNode schema, Shape root, String pointer, JsonNode value) {
    Shape.Located at = root.locate(pointer);
    String about = "%s = %s by %s".formatted(pointer, value, schema);
    assertThat(at.exists()).as(about).isNotEqualTo(Exists.CANNOT);
    assertThat(at.shape().types().overlaps(Values.type(value))).as(about).isTrue();
    if (value.isObject()) {
      value.properties().forEach(e -> fits(schema, root, pointer + "/" + e.getKey(), e.getValue()));
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      fits(schema, root, pointer + "/" + i, value.get(i));
    }
  }

  private static String schema(Random random, int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return random.nextInt(6) == 0 ? "false" : "true";
    }
    var keywords = new ArrayList<String>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      String keyword = keyword(random, depth - 1);
      String name = keyword.substring(0, keyword.indexOf(':'));
      if (keywords.stream().noneMatch(k -> k.startsWith(name + ":"))) {
        keywords.add(keyword);
      }
    }
    return "{" + String.join(",", keywords) + "}";
  }

  private static String keyword(Random random, int depth) {
    return switch (random.nextInt(15)) {
      case 0, 1 -> "'type':['%s','object']".formatted(TYPES.get(random.nextInt(TYPES.size() - 1)));
      case 2 -> "'type':'object'";
      case 3, 4 ->
          "'properties':{'a':%s,'b':%s}".formatted(schema(random, depth), schema(random, depth));
      case 5 -> "'required':['%c']".formatted('a' + random.nextInt(3));
      case 6 -> "'additionalProperties':" + schema(random, depth);
      case 7 ->
          "'patternProperties':{'^%c':%s}"
              .formatted('a' + random.nextInt(3), schema(random, depth));
      case 8 -> "'items':" + schema(random, depth);
      case 9 -> "'prefixItems':[%s]".formatted(schema(random, depth));
      case 10 -> "'minItems':" + random.nextInt(2) + ",'maxItems':" + (1 + random.nextInt(2));
      case 11 -> "'enum':[1,{},'a',[],{'a':1.0}]";
      case 12 ->
          "'%s':[%s,%s]"
              .formatted(
                  random.nextBoolean() ? "anyOf" : "oneOf",
                  schema(random, depth),
                  schema(random, depth));
      case 13 -> "'allOf':[%s,%s]".formatted(schema(random, depth), schema(random, depth));
      default ->
          "'if':%s,'then':%s,'else':%s"
              .formatted(schema(random, depth), schema(random, depth), schema(random, depth));
    };
  }

  private static String document(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 14)) {
      case 0 -> "null";
      case 1 -> "true";
      case 2 -> "1";
      case 3 -> "1.5";
      case 4 -> "1.0";
      case 5 -> "'a'";
      case 6, 7, 8 -> array(random, depth - 1);
      default -> object(random, depth - 1);
    };
  }

  private static String array(Random random, int depth) {
    var items = new ArrayList<String>();
    for (int i = random.nextInt(3); i > 0; i--) {
      items.add(document(random, depth));
    }
    return "[" + String.join(",", items) + "]";
  }

  private static String object(Random random, int depth) {
    var members = new ArrayList<String>();
    for (char name = 'a'; name <= 'd'; name++) {
      if (random.nextBoolean()) {
        members.add("'%c':%s".formatted(name, document(random, depth)));
      }
    }
    return "{" + String.join(",", members) + "}";
  }
}
