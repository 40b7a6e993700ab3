package dev.firth.documents.schema;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.Tape;
import dev.firth.documents.pattern.EcmaPattern;
import dev.firth.documents.pattern.PatternException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The keywords of one schema object of draft 2020-12. Malformed values of keywords are passed over:
 * the metaschema has told of them already.
 */
final class Keywords {
  private static final Set<String> UNEVALUATED =
      Set.of("unevaluatedItems", "unevaluatedProperties");

  private final Compiler compiler;
  private final JsonNode schema;

  /**
   * For keywords about the value itself: tracked where something here or around wants to know what
   * was evaluated.
   */
  private final Compiler.Variant here;

  private final Compiler.Variant variant;
  private final Dialect dialect;
  private final SchemaCheck.Builder checks;

  Keywords(Compiler compiler, JsonNode schema, Compiler.Variant variant) {
    this.compiler = compiler;
    this.schema = schema;
    this.variant = variant;
    dialect = variant.resource().dialect();
    boolean wanted =
        dialect != Dialect.DRAFT_7
            && uses("unevaluated")
            && UNEVALUATED.stream().anyMatch(schema::has);
    here = wanted ? variant.tracking() : variant;
    checks = new SchemaCheck.Builder(variant.tracked());
  }

  private boolean uses(String vocabulary) {
    return !variant.resource().ignored().contains(vocabulary);
  }

  Check compile() {
    if (dialect == Dialect.DRAFT_7 && get("$ref") instanceof JsonNode only && only.isString()) {
      references();
      return checks.build();
    }
    if (uses("validation")) {
      types();
      values();
      numbers();
      text();
      counts();
    }
    if (compiler.assertFormats() && get("format") instanceof JsonNode name && name.isString()) {
      Format format = Formats.named(name.asString());
      if (format != null) {
        checks.text(TextCheck.format(format));
      }
    }
    references();
    if (uses("applicator")) {
      object();
      array();
      new Branches(compiler, schema, here, checks).compile();
    } else if (uses("validation")) {
      object();
    }
    if (dialect != Dialect.DRAFT_7 && uses("unevaluated")) {
      unevaluated();
    }
    annotations();
    return checks.build();
  }

  private void annotations() {
    if (get("redact") instanceof JsonNode redact) {
      Redaction redaction =
          RedactAnnotation.read(
              redact, (below, sentence) -> compiler.problem(schema, "/redact" + below, sentence));
      compiler.redacts(redaction);
      checks.annotation(variant.annotated() ? redaction : null);
    }
    if (get("reduce") instanceof JsonNode reduce) {
      ReduceStrategy strategy =
          ReduceAnnotation.read(
              reduce, (below, sentence) -> compiler.problem(schema, "/reduce" + below, sentence));
      checks.annotation(variant.annotated() ? strategy : null);
    }
  }

  private @Nullable JsonNode get(String keyword) {
    return schema.get(keyword);
  }

  private void types() {
    JsonNode type = get("type");
    if (type == null || (!type.isString() && !type.isArray())) {
      return;
    }
    int mask = 0;
    for (JsonNode name : type.isArray() ? Compiler.elements(type) : List.of(type)) {
      mask |=
          switch (name.asString("")) {
            case "null" -> 1 << Tape.NULL;
            case "boolean" -> 1 << Tape.TRUE | 1 << Tape.FALSE;
            case "integer" -> 1 << Tape.INTEGER;
            case "number" -> 1 << Tape.INTEGER | 1 << Tape.NUMBER;
            case "string" -> 1 << Tape.STRING;
            case "array" -> 1 << Tape.ARRAY;
            case "object" -> 1 << Tape.OBJECT;
            default -> 0;
          };
    }
    checks.types(mask);
  }

  private void values() {
    if (get("enum") instanceof JsonNode values && values.isArray()) {
      checks.general(
          new ValueChecks.OneOfValues(values.values().stream().map(ExactJson::tape).toList()));
    }
    if (get("const") instanceof JsonNode value) {
      checks.general(new ValueChecks.OneOfValues(List.of(ExactJson.tape(value))));
    }
  }

  private void numbers() {
    bound("minimum", false, true);
    bound("exclusiveMinimum", false, false);
    bound("maximum", true, true);
    bound("exclusiveMaximum", true, false);
    if (get("multipleOf") instanceof JsonNode divisor && divisor.isNumber()) {
      if (divisor.decimalValue().signum() > 0) {
        checks.numeric(new ValueChecks.MultipleOf(ExactJson.tape(divisor)));
      }
    }
  }

  private void bound(String keyword, boolean upper, boolean inclusive) {
    if (get(keyword) instanceof JsonNode limit && limit.isNumber()) {
      checks.numeric(new ValueChecks.Bound(ExactJson.tape(limit), upper, inclusive));
    }
  }

  private void text() {
    if (schema.has("minLength") || schema.has("maxLength")) {
      checks.text(
          new ValueChecks.Length(count("minLength", 0), count("maxLength", Integer.MAX_VALUE)));
    }
    if (get("pattern") instanceof JsonNode source && source.isString()) {
      EcmaPattern pattern = pattern(source.asString(), "/pattern");
      if (pattern != null) {
        checks.text(TextCheck.pattern(pattern));
      }
    }
  }

  private @Nullable EcmaPattern pattern(String source, String below) {
    try {
      return EcmaPattern.compile(source);
    } catch (PatternException e) {
      compiler.problem(schema, below, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void counts() {
    if (schema.has("minItems") || schema.has("maxItems")) {
      checks.array(
          new ValueChecks.Count(count("minItems", 0), count("maxItems", Integer.MAX_VALUE)));
    }
    if (schema.has("minProperties") || schema.has("maxProperties")) {
      checks.object(
          new ValueChecks.Count(
              count("minProperties", 0), count("maxProperties", Integer.MAX_VALUE)));
    }
    if (get("uniqueItems") instanceof JsonNode unique
        && unique.isBoolean()
        && unique.booleanValue()) {
      checks.array(new ArrayChecks.UniqueItems());
    }
    if (dialect != Dialect.DRAFT_7) {
      Compiler.entries(get("dependentRequired")).forEach(this::dependentRequired);
    }
  }

  private void dependentRequired(String name, JsonNode others) {
    checks.object(
        new ValueChecks.DependentRequired(
            utf8(name),
            Compiler.elements(others).stream()
                .filter(JsonNode::isString)
                .map(n -> utf8(n.asString()))
                .toList()));
  }

  private int count(String keyword, int otherwise) {
    JsonNode value = get(keyword);
    if (value == null || !value.isNumber()) {
      return otherwise;
    }
    BigDecimal exact = value.decimalValue();
    return exact.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
        ? Integer.MAX_VALUE
        : exact.intValue();
  }

  private void references() {
    String dynamic = dialect == Dialect.DRAFT_2020_12 ? "$dynamicRef" : "$recursiveRef";
    for (String keyword : dialect == Dialect.DRAFT_7 ? List.of("$ref") : List.of("$ref", dynamic)) {
      if (get(keyword) instanceof JsonNode written && written.isString()) {
        checks.general(compiler.reference(schema, keyword, written.asString(), here));
      }
    }
  }

  private void object() {
    Map<String, ObjectCheck.Property> properties = new LinkedHashMap<>();
    boolean applies = uses("applicator");
    if (applies) {
      Compiler.entries(get("properties"))
          .forEach(
              (name, child) ->
                  properties.put(
                      name,
                      new ObjectCheck.Property(
                          utf8(name), compiler.child(schema, child, here), false)));
    }
    if (uses("validation")) {
      for (JsonNode name : new HashSet<>(Compiler.elements(get("required")))) {
        if (name.isString()) {
          ObjectCheck.Property known = properties.get(name.asString());
          Check check = known == null ? null : known.schema();
          properties.put(
              name.asString(), new ObjectCheck.Property(utf8(name.asString()), check, true));
        }
      }
    }
    List<ObjectCheck.Matching> patterns = new ArrayList<>();
    if (applies) {
      Compiler.entries(get("patternProperties"))
          .forEach((source, child) -> matching(source, child, patterns));
    }
    Check additional = applies ? optional("additionalProperties") : null;
    Check names = null;
    if (applies && get("propertyNames") instanceof JsonNode node) {
      names = compiler.child(schema, node, here.silent());
    }
    if (!properties.isEmpty() || !patterns.isEmpty() || additional != null || names != null) {
      checks.object(
          new ObjectCheck(
              List.copyOf(properties.values()), patterns, additional, names, here.tracked()));
    }
  }

  private void matching(String source, JsonNode child, List<ObjectCheck.Matching> patterns) {
    EcmaPattern pattern = pattern(source, "/patternProperties" + Compiler.token(source));
    Check check = compiler.child(schema, child, here);
    if (pattern != null) {
      patterns.add(new ObjectCheck.Matching(TextCheck.pattern(pattern), check));
    }
  }

  private @Nullable Check optional(String keyword) {
    return get(keyword) instanceof JsonNode child ? compiler.child(schema, child, here) : null;
  }

  private void array() {
    boolean older = dialect != Dialect.DRAFT_2020_12;
    boolean tuple = older && get("items") instanceof JsonNode items && items.isArray();
    List<Check> prefix =
        Compiler.elements(get(older ? "items" : "prefixItems")).stream()
            .map(item -> compiler.child(schema, item, here))
            .toList();
    Check rest = optional(tuple ? "additionalItems" : "items");
    if (!prefix.isEmpty() || rest != null) {
      checks.array(new ArrayChecks.Items(prefix, rest, here.tracked()));
    }
    Check wanted = optional("contains");
    if (wanted != null) {
      boolean bounded = uses("validation") && dialect != Dialect.DRAFT_7;
      int min = bounded ? count("minContains", 1) : 1;
      int max = bounded ? count("maxContains", Integer.MAX_VALUE) : Integer.MAX_VALUE;
      boolean marks = here.tracked() && !older;
      checks.array(new ArrayChecks.Contains(wanted, min, max, marks, here.annotated()));
    }
  }

  private void unevaluated() {
    Check items = optional("unevaluatedItems");
    if (items != null) {
      checks.unevaluatedItems(items);
    }
    Check properties = optional("unevaluatedProperties");
    if (properties != null) {
      checks.unevaluatedProperties(properties);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
