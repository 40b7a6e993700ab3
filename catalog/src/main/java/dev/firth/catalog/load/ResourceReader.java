package dev.firth.catalog.load;

import dev.firth.catalog.Problem;
import dev.firth.catalog.Reason;
import dev.firth.catalog.Suggestion;
import dev.firth.catalog.yaml.Value;
import dev.firth.catalog.yaml.YamlProblem;
import dev.firth.catalog.yaml.YamlText;
import dev.firth.crds.Kind;
import dev.firth.crds.Patterns;
import dev.firth.crds.Resource;
import dev.firth.crds.Secret;
import dev.firth.crds.SecretValue;
import dev.firth.crds.structure.Structure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Collects the resources of files, one after the other, into a draft. */
final class ResourceReader {
  private static final JsonMapper RECORDS =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final java.util.regex.Pattern LABEL =
      java.util.regex.Pattern.compile(Patterns.LABEL);
  private static final java.util.regex.Pattern SUBDOMAIN =
      java.util.regex.Pattern.compile(Patterns.SUBDOMAIN);

  private final List<Located<?>> resources = new ArrayList<>();
  private final Map<Draft.Name, Origin> seen = new HashMap<>();
  private final Map<String, Problem> namespaces = new TreeMap<>();
  private final Map<String, SecretValue> env = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Draft.Name, Origin> broken = new HashMap<>();
  private boolean unreadable;
  private int otherKinds;
  private int kustomizations;
  private int dotFolders;

  void skipKustomization() {
    kustomizations++;
  }

  void skipDotFolder() {
    dotFolders++;
  }

  void unreadable(Problem problem) {
    unreadable = true;
    problems.add(problem);
  }

  void env(SourceText text) {
    env.putAll(EnvFile.read(text.file(), text.text(), problems));
  }

  void file(SourceText text) {
    YamlText.Read read = YamlText.read(text.text());
    for (YamlProblem problem : read.problems()) {
      unreadable(Problem.of(text.file(), problem.line(), Reason.INVALID, problem.sentence()));
    }
    read.documents().forEach(d -> document(text.file(), d));
  }

  private void document(String file, Value document) {
    if (!(document instanceof Value.Mapping root)) {
      otherKinds++;
      return;
    }
    String apiVersion = text(root, "apiVersion").orElse("");
    String word = text(root, "kind").orElse("");
    if (word.equals("List") && apiVersion.equals("v1")) {
      if (root.child("items").orElse(root) instanceof Value.Sequence items) {
        items.items().forEach(i -> document(file, i));
      }
      return;
    }
    Optional<Kind> kind = Kind.of(word);
    String group = apiVersion.replaceFirst("/.*", "");
    boolean ours = group.equals(Kind.GROUP);
    boolean core = kind.isPresent() && kind.get().apiVersion().equals(apiVersion);
    if (!ours && !core && !(apiVersion.isEmpty() && kind.isPresent())) {
      otherKinds++;
      return;
    }
    var origin = new Origin(file, kind.orElse(Kind.CATALOG), name(root), root);
    if (kind.isEmpty()) {
      unknownKind(file, root, word);
    } else if (!core) {
      broken(origin);
      problems.add(
          origin.problem(
              "/apiVersion",
              Reason.INVALID,
              "expected \"" + kind.get().apiVersion() + "\"" + got(apiVersion) + "."));
    } else {
      resource(origin);
    }
  }

  private static String got(String apiVersion) {
    return apiVersion.isEmpty() ? "; it is missing" : ", got \"" + apiVersion + "\"";
  }

  private void unknownKind(String file, Value.Mapping root, String word) {
    unreadable = true;
    int line = root.find("kind").map(Value.Member::line).orElse(root.line());
    List<String> known =
        Arrays.stream(Kind.values())
            .filter(k -> k.apiVersion().equals(Kind.FIRTH))
            .map(Kind::word)
            .toList();
    String sentence =
        word.isEmpty()
            ? "This resource of " + Kind.FIRTH + " has no kind."
            : Kind.FIRTH + " has no kind \"" + word + "\"." + Suggestion.sentence(word, known);
    problems.add(Problem.of(file, line, Reason.INVALID, sentence));
  }

  private void resource(Origin origin) {
    var type = origin.kind().type();
    if (type.isEmpty()) {
      broken(origin);
      problems.add(
          origin.problem(
              "/kind",
              Reason.NOT_YET_SUPPORTED,
              "the kind " + origin.kind().word() + " is not supported yet. Remove the resource."));
      return;
    }
    int before = problems.size();
    StructureCheck.check(origin, Structure.of(type.get()), problems);
    name(origin);
    namespace(origin);
    ExactChecks.check(origin, problems);
    if (problems.size() > before) {
      broken(origin);
      return;
    }
    var key = new Draft.Name(origin.kind(), origin.name());
    Origin first = seen.putIfAbsent(key, origin);
    if (first == null) {
      resources.add(new Located<>(RECORDS.treeToValue(origin.root().json(), type.get()), origin));
    } else {
      problems.add(
          origin.problem(
              "/metadata/name",
              Reason.NAME_CONFLICT,
              "there is a "
                  + origin.kind().word()
                  + " of this name in "
                  + first.place("")
                  + " already; rename or remove one of them."));
    }
  }

  private void broken(Origin origin) {
    Kind kind = origin.kind() == Kind.DERIVATION ? Kind.COLLECTION : origin.kind();
    broken.put(new Draft.Name(kind, origin.name()), origin);
  }

  private void name(Origin origin) {
    String name = origin.name();
    boolean ours = origin.kind().apiVersion().equals(Kind.FIRTH);
    int most = ours ? 52 : 253;
    boolean well = (ours ? LABEL : SUBDOMAIN).matcher(name).matches() && name.length() <= most;
    if (!name.isEmpty() && !well) {
      problems.add(
          origin.problem(
              "/metadata/name",
              Reason.INVALID,
              "expected at most "
                  + most
                  + " characters: "
                  + Patterns.LABEL_WORDS
                  + (ours ? "" : "; dots between such parts")
                  + "."));
    }
  }

  private void namespace(Origin origin) {
    origin
        .root()
        .child("metadata")
        .filter(Value.Mapping.class::isInstance)
        .flatMap(m -> text((Value.Mapping) m, "namespace"))
        .ifPresent(
            namespace ->
                namespaces.putIfAbsent(
                    namespace,
                    origin.problem(
                        "/metadata/namespace",
                        Reason.INVALID,
                        "a directory is one namespace; this is \"" + namespace + "\"")));
  }

  Draft draft() {
    var first = namespaces.values().stream().min(Problem::compareTo);
    String namespace =
        namespaces.entrySet().stream()
            .filter(e -> e.getValue().equals(first.orElseThrow()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("default");
    for (var other : namespaces.entrySet()) {
      if (!other.getKey().equals(namespace)) {
        problems.add(twoNamespaces(other.getValue(), namespace, first.orElseThrow()));
      }
    }
    var secrets = new ArrayList<Secret>();
    for (Located<?> located : resources) {
      Resource resource = located.resource();
      if (resource instanceof Secret secret) {
        secrets.add(secret);
      }
    }
    return new Draft(
        namespace,
        resources,
        new Secrets(secrets, env),
        problems,
        broken,
        unreadable,
        new Skipped(otherKinds, kustomizations, dotFolders));
  }

  private static Problem twoNamespaces(Problem of, String namespace, Problem first) {
    return new Problem(
        of.file(),
        of.line(),
        of.kind(),
        of.name(),
        of.fieldPath(),
        of.sentence()
            + ", and "
            + first.file()
            + ":"
            + first.line()
            + " says \""
            + namespace
            + "\". Move one of them into a directory of its own.",
        of.reason());
  }

  private static String name(Value.Mapping root) {
    return root.child("metadata").orElse(root) instanceof Value.Mapping metadata
        ? text(metadata, "name").orElse("")
        : "";
  }

  private static Optional<String> text(Value.Mapping object, String member) {
    return object
        .child(member)
        .filter(v -> v instanceof Value.Scalar s && s.json().isString())
        .map(v -> ((Value.Scalar) v).text());
  }
}
