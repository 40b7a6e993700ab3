package dev.firth.crds.generate;

import dev.firth.crds.Column;
import dev.firth.crds.Kind;
import dev.firth.crds.Patterns;
import dev.firth.crds.Served;
import dev.firth.crds.structure.Structure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The CRD of one kind. */
final class CustomResourceDefinition {
  private static final int MOST_NAME = 52;

  private CustomResourceDefinition() {}

  /** The kinds that have one. */
  static List<Kind> kinds() {
    return Arrays.stream(Kind.values()).filter(k -> k.served().isPresent()).toList();
  }

  static String fileName(Kind kind) {
    return served(kind).plural() + ".yaml";
  }

  /** As a template of the chart, which makes it only where CRDs are wanted, and keeps it. */
  static String template(Kind kind, Descriptions descriptions) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(4096);
    options.setSplitLines(false);
    return "{{- if .Values.crds.install }}\n"
        + "# Generated from the records of module crds by ./test -pl crds -am -Dcrds.write=true\n"
        + new Yaml(options).dump(of(kind, descriptions))
        + "{{- end }}\n";
  }

  static Map<String, Object> of(Kind kind, Descriptions descriptions) {
    Served served = served(kind);
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("name", served.plural() + "." + Kind.GROUP);
    metadata.put("annotations", Map.of("helm.sh/resource-policy", "keep"));
    var names = new LinkedHashMap<String, Object>();
    names.put("kind", kind.word());
    names.put("listKind", kind.word() + "List");
    names.put("plural", served.plural());
    names.put("singular", kind.word().toLowerCase(Locale.ROOT));
    names.put("shortNames", List.of(served.shortName()));
    names.put("categories", List.of("firth"));
    var spec = new LinkedHashMap<String, Object>();
    spec.put("group", Kind.GROUP);
    spec.put("scope", "Namespaced");
    spec.put("names", names);
    spec.put("versions", List.of(version(kind, served, descriptions)));
    var crd = new LinkedHashMap<String, Object>();
    crd.put("apiVersion", "apiextensions.k8s.io/v1");
    crd.put("kind", "CustomResourceDefinition");
    crd.put("metadata", metadata);
    crd.put("spec", spec);
    return crd;
  }

  private static Map<String, Object> version(Kind kind, Served served, Descriptions said) {
    var subresources = new LinkedHashMap<String, Object>();
    subresources.put("status", Map.of());
    if (served.scale()) {
      var scale = new LinkedHashMap<String, Object>();
      scale.put("specReplicasPath", ".spec.shards");
      scale.put("statusReplicasPath", ".status.replicas");
      scale.put("labelSelectorPath", ".status.selector");
      subresources.put("scale", scale);
    }
    var version = new LinkedHashMap<String, Object>();
    version.put("name", Kind.FIRTH.substring(Kind.GROUP.length() + 1));
    version.put("served", true);
    version.put("storage", true);
    version.put("schema", Map.of("openAPIV3Schema", root(kind, served, said)));
    version.put("subresources", subresources);
    version.put("additionalPrinterColumns", columns(kind));
    return version;
  }

  private static Map<String, Object> root(Kind kind, Served served, Descriptions said) {
    var schemas = new OpenApiSchema(said);
    var properties = new LinkedHashMap<String, Object>();
    properties.put("apiVersion", OpenApiSchema.typed("string"));
    properties.put("kind", OpenApiSchema.typed("string"));
    properties.put("metadata", OpenApiSchema.typed("object"));
    Structure.of(kind.fields())
        .field("spec")
        .ifPresent(field -> properties.put("spec", spec(schemas, field)));
    properties.put("status", status(schemas, served));
    Map<String, Object> root = OpenApiSchema.typed("object");
    root.put("description", said.of(kind.fields()));
    root.put("properties", properties);
    root.put("required", List.of("spec"));
    List<Object> rules = new ArrayList<>();
    rules.add(
        OpenApiSchema.rule(
            "self.metadata.name.size() <= "
                + MOST_NAME
                + " && self.metadata.name.matches('"
                + Patterns.LABEL
                + "')",
            "a name has at most "
                + MOST_NAME
                + " characters: "
                + Patterns.LABEL_WORDS.replace("\"", "'")));
    rules.addAll(OpenApiSchema.rules(kind.fields()));
    root.put("x-kubernetes-validations", rules);
    return root;
  }

  private static Map<String, Object> spec(OpenApiSchema schemas, Structure.Field field) {
    return schemas.object(((dev.firth.crds.structure.FieldType.ObjectOf) field.type()).structure());
  }

  private static Map<String, Object> status(OpenApiSchema schemas, Served served) {
    var status = new LinkedHashMap<>(schemas.object(Structure.of(served.status())));
    var observed = new LinkedHashMap<String, Object>();
    observed.put("observedGeneration", -1);
    status.put("default", observed);
    return status;
  }

  private static List<Object> columns(Kind kind) {
    var columns = new ArrayList<Object>();
    for (Column column : kind.fields().getAnnotationsByType(Column.class)) {
      var one = new LinkedHashMap<String, Object>();
      one.put("name", column.name());
      one.put("type", column.type());
      one.put("jsonPath", column.path());
      if (column.wide()) {
        one.put("priority", 10);
      }
      columns.add(one);
    }
    return columns;
  }

  private static Served served(Kind kind) {
    return kind.served().orElseThrow();
  }
}
