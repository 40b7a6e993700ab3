package dev.firth.catalog.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** The documents of one YAML or JSON file. */
public final class YamlText {
  private static final int MOST_VALUES = 2_000_000;
  private static final int MOST_DEPTH = 200;
  private static final Tag PLAIN = new Tag("firth:plain");

  private final List<YamlProblem> problems = new ArrayList<>();
  private final Map<Node, Boolean> open = new IdentityHashMap<>();
  private int values;

  private YamlText() {}

  /**
   * What a file holds.
   *
   * @param documents its documents that could be read; empty documents are left out
   * @param problems why others could not
   */
  public record Read(List<Value> documents, List<YamlProblem> problems) {}

  /** Reads all documents of a text. A syntax error ends the reading, and is among the problems. */
  public static Read read(String text) {
    return new YamlText().documents(text);
  }

  private Read documents(String text) {
    boolean maybeJson = text.stripLeading().startsWith("{");
    Optional<List<Value>> json = maybeJson ? JsonStream.read(text) : Optional.empty();
    if (json.isPresent()) {
      return new Read(json.get(), List.of());
    }
    // So that what is said of broken JSON is not that it has tabs.
    String source = maybeJson ? text.replace('\t', ' ') : text;
    var documents = new ArrayList<Value>();
    try {
      var options = new LoaderOptions();
      options.setCodePointLimit(Integer.MAX_VALUE);
      options.setNestingDepthLimit(MOST_DEPTH);
      options.setMaxAliasesForCollections(Integer.MAX_VALUE);
      var composer =
          new Composer(
              new ParserImpl(new StreamReader(source), options), new UntypedPlain(), options);
      while (composer.checkNode()) {
        Value value = value(composer.getNode());
        if (!(value instanceof Value.Scalar s && s.json().isNull())) {
          documents.add(value);
        }
      }
    } catch (MarkedYAMLException e) {
      problems.add(syntax(e));
    } catch (TooLarge e) {
      problems.add(new YamlProblem(e.line, "The file expands to too many values."));
    } catch (YAMLException e) {
      problems.add(new YamlProblem(0, "This is no YAML: " + firstLine(e) + "."));
    }
    return new Read(List.copyOf(documents), List.copyOf(problems));
  }

  private static YamlProblem syntax(MarkedYAMLException e) {
    Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    int line = mark == null ? 0 : mark.getLine() + 1;
    String column = mark == null ? "" : " (column " + (mark.getColumn() + 1) + ")";
    return new YamlProblem(line, "This is no YAML" + column + ": " + words(e, line) + ".");
  }

  private static String words(MarkedYAMLException e, int line) {
    String problem = String.valueOf(e.getProblem()).lines().findFirst().orElse("");
    if (problem.contains("TAB")) {
      return "a tab stands where only spaces may; indent with spaces";
    }
    if (problem.startsWith("found undefined alias")) {
      return "a value that begins with * is read as an alias, and there is no such anchor; put it in"
          + " quotes if it is a text";
    }
    String plain = problem.replace("<scalar>", "a text").replaceAll("<([a-z ]+)>", "$1");
    Mark begun = e.getContextMark();
    return begun == null || begun.getLine() + 1 == line
        ? plain
        : plain + "; " + e.getContext() + " that begins in line " + (begun.getLine() + 1);
  }

  private static String firstLine(YAMLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private Value value(Node node) {
    int line = line(node);
    if (++values > MOST_VALUES) {
      throw new TooLarge(line);
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode sequence -> {
        if (open.put(sequence, true) != null) {
          yield recursive(line);
        }
        List<Value> items = sequence.getValue().stream().map(this::value).toList();
        open.remove(sequence);
        yield new Value.Sequence(line, items);
      }
      case MappingNode mapping -> {
        if (open.put(mapping, true) != null) {
          yield recursive(line);
        }
        Value made = mapping(mapping);
        open.remove(mapping);
        yield made;
      }
      default -> throw new IllegalStateException("a composed node is one of three");
    };
  }

  private Value recursive(int line) {
    problems.add(new YamlProblem(line, "An alias stands inside the value that it repeats."));
    return KubectlScalars.nothing(line);
  }

  private Value mapping(MappingNode mapping) {
    var members = new LinkedHashMap<String, Value.Member>();
    var merged = new ArrayList<Value.Mapping>();
    var lines = new HashMap<String, Integer>();
    for (NodeTuple tuple : mapping.getValue()) {
      int line = line(tuple.getKeyNode());
      if (isMerge(tuple.getKeyNode())) {
        merge(tuple.getValueNode(), merged);
        continue;
      }
      Optional<String> name = name(tuple.getKeyNode());
      Value value = value(tuple.getValueNode());
      if (name.isEmpty()) {
        problems.add(new YamlProblem(line, "A key has to be a text; put it in quotes."));
      } else if (lines.putIfAbsent(name.get(), line) instanceof Integer first) {
        problems.add(
            new YamlProblem(
                line,
                "Key \""
                    + name.get()
                    + "\" stands here a second time (first in line "
                    + first
                    + "); remove one of them."));
      } else {
        members.put(
            name.get(),
            new Value.Member(
                name.get(), ((ScalarNode) tuple.getKeyNode()).getValue(), line, value));
      }
    }
    for (Value.Mapping from : merged) {
      from.members().forEach(m -> members.putIfAbsent(m.name(), m));
    }
    return new Value.Mapping(line(mapping), List.copyOf(members.values()));
  }

  private void merge(Node from, List<Value.Mapping> into) {
    switch (value(from)) {
      case Value.Mapping m -> into.add(m);
      case Value.Sequence s when s.items().stream().allMatch(Value.Mapping.class::isInstance) ->
          s.items().forEach(i -> into.add((Value.Mapping) i));
      case Value other ->
          problems.add(
              new YamlProblem(
                  other.line(), "<< merges an object or a list of objects, and nothing else."));
    }
  }

  private static boolean isMerge(Node key) {
    return key instanceof ScalarNode s && s.getTag().equals(PLAIN) && s.getValue().equals("<<");
  }

  private Optional<String> name(Node key) {
    if (!(key instanceof ScalarNode scalar)) {
      return Optional.empty();
    }
    Value.Scalar value = scalar(scalar);
    // kubectl writes a boolean or number key as JSON's text of it.
    return value.json().isNull()
        ? Optional.empty()
        : Optional.of(value.json().isString() ? value.text() : value.json().toString());
  }

  private Value.Scalar scalar(ScalarNode node) {
    boolean plain = node.getTag().equals(PLAIN);
    @Nullable String sentence = null;
    Value.Scalar made;
    try {
      made =
          plain
              ? KubectlScalars.plain(line(node), node.getValue())
              : KubectlScalars.tagged(line(node), node.getValue(), node.getTag());
    } catch (IllegalArgumentException e) {
      sentence = e.getMessage();
      made = KubectlScalars.nothing(line(node));
    }
    if (sentence != null) {
      problems.add(new YamlProblem(line(node), sentence));
    }
    return made;
  }

  private static int line(Node node) {
    return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
  }

  /** Leaves what a plain scalar is to {@link KubectlScalars}. */
  private static final class UntypedPlain extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      // none: see resolve
    }

    @Override
    public Tag resolve(NodeId kind, @Nullable String value, boolean implicit) {
      return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, implicit);
    }
  }

  private static final class TooLarge extends RuntimeException {
    private final int line;

    TooLarge(int line) {
      super("too many values", null, false, false);
      this.line = line;
    }
  }
}
