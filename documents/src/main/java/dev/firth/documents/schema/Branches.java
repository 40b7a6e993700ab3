package dev.firth.documents.schema;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The keywords of one schema object that apply other schemas to the same value. */
final class Branches {
  private final Compiler compiler;
  private final JsonNode schema;
  private final Compiler.Variant here;
  private final SchemaCheck.Builder checks;

  Branches(Compiler compiler, JsonNode schema, Compiler.Variant here, SchemaCheck.Builder checks) {
    this.compiler = compiler;
    this.schema = schema;
    this.here = here;
    this.checks = checks;
  }

  void compile() {
    List<Check> all = branches("allOf");
    if (!all.isEmpty()) {
      checks.general(new InPlace.AllOf(all));
    }
    List<Check> any = branches("anyOf");
    if (!any.isEmpty()) {
      checks.general(new InPlace.AnyOf(any, here.tracked() || here.annotated()));
    }
    List<Check> one = branches("oneOf");
    if (!one.isEmpty()) {
      checks.general(new InPlace.OneOf(one));
    }
    if (schema.get("not") instanceof JsonNode refused) {
      checks.general(new InPlace.Not(compiler.inPlace(schema, refused, here.silent())));
    }
    conditional();
    if (here.resource().dialect() != Dialect.DRAFT_7) {
      Compiler.entries(schema.get("dependentSchemas")).forEach(this::dependent);
    }
    Compiler.entries(schema.get("dependencies")).forEach(this::dependency);
  }

  private List<Check> branches(String keyword) {
    return Compiler.elements(schema.get(keyword)).stream()
        .map(branch -> compiler.inPlace(schema, branch, here))
        .toList();
  }

  private void conditional() {
    if (schema.get("if") instanceof JsonNode condition) {
      Check then = branch("then");
      Check otherwise = branch("else");
      boolean matters = then != Check.TRUE || otherwise != Check.TRUE;
      Check asked = compiler.inPlace(schema, condition, here);
      if (matters || here.tracked() || here.annotated()) {
        checks.general(new InPlace.IfThenElse(asked, then, otherwise));
      }
    }
  }

  private Check branch(String keyword) {
    return schema.get(keyword) instanceof JsonNode branch
        ? compiler.inPlace(schema, branch, here)
        : Check.TRUE;
  }

  private void dependent(String name, JsonNode branch) {
    checks.object(
        new InPlace.DependentSchema(
            name.getBytes(StandardCharsets.UTF_8), compiler.inPlace(schema, branch, here)));
  }

  /** The older keyword for both kinds of dependency, which draft 2020-12 asks to keep working. */
  private void dependency(String name, JsonNode dependency) {
    if (!dependency.isArray()) {
      dependent(name, dependency);
      return;
    }
    List<byte[]> others =
        Compiler.elements(dependency).stream()
            .filter(JsonNode::isString)
            .map(other -> other.asString().getBytes(StandardCharsets.UTF_8))
            .toList();
    checks.object(new ValueChecks.DependentRequired(name.getBytes(StandardCharsets.UTF_8), others));
  }
}
