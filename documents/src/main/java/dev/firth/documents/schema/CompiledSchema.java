package dev.firth.documents.schema;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.JsonException;
import dev.firth.documents.json.Tape;
import dev.firth.documents.pattern.UndecidedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Schema, compiled: of draft 2020-12 unless its {@code $schema} says 2019-09 or 7. Immutable
 * and thread-safe. Formats are asserted, numbers are exact whatever their size, patterns mean what
 * ECMA-262 says, unknown keywords mean nothing. Schemas may refer to themselves.
 */
public final class CompiledSchema {
  private static final String UNNAMED = "schema://unnamed";

  private final JsonNode source;
  private final String uri;
  private final Map<String, JsonNode> loaded;
  private final Dialect dialect;
  private final boolean assertFormats;
  private final Check plain;
  private final Check annotated;
  private final Check believed;
  private final String hash;
  private final boolean stamped;
  private final Set<Redaction> redactions;
  private volatile @Nullable ReferenceValidator reference;

  private CompiledSchema(
      JsonNode source,
      String uri,
      Map<String, JsonNode> loaded,
      Dialect dialect,
      boolean assertFormats,
      Check plain,
      Check annotated,
      boolean stamped,
      Set<Redaction> redactions,
      String hash) {
    this.source = source;
    this.uri = uri;
    this.loaded = loaded;
    this.dialect = dialect;
    this.assertFormats = assertFormats;
    this.plain = plain;
    this.annotated = annotated;
    this.believed = annotated.believed();
    this.stamped = stamped;
    this.redactions = redactions;
    this.hash = hash;
  }

  /**
   * Compiles a schema whose references lead into itself or to published metaschemas.
   *
   * @throws SchemaException with everything that is wrong with the schema
   */
  public static CompiledSchema compile(JsonNode schema) throws SchemaException {
    return compile(schema, uri -> Optional.empty());
  }

  /**
   * Compiles a schema.
   *
   * @param resolver answers the schema at an absolute URI, without fragment, that the schema refers
   *     to
   * @throws SchemaException with everything that is wrong with the schema
   */
  public static CompiledSchema compile(
      JsonNode schema, Function<String, Optional<JsonNode>> resolver) throws SchemaException {
    return compile(schema, resolver, Dialect.DRAFT_2020_12, true);
  }

  /**
   * As {@link #compile(JsonNode, Function)}.
   *
   * @param standard the draft of schemas whose {@code $schema} names none
   * @param assertFormats false where {@code format} shall only annotate
   */
  public static CompiledSchema compile(
      JsonNode schema,
      Function<String, Optional<JsonNode>> resolver,
      Dialect standard,
      boolean assertFormats)
      throws SchemaException {
    if (!schema.isObject() && !schema.isBoolean()) {
      throw new SchemaException(
          List.of(
              new SchemaException.Problem(
                  "",
                  "expected a schema, which is an object, true or false, got "
                      + Violations.describe(schema))));
    }
    return compile(schema, resolver, standard, assertFormats, true);
  }

  /** A published metaschema, which is not checked against itself. */
  static CompiledSchema trusted(JsonNode schema, Function<String, Optional<JsonNode>> resolver) {
    return compile(schema, resolver, Dialect.DRAFT_2020_12, true, false);
  }

  private static CompiledSchema compile(
      JsonNode schema,
      Function<String, Optional<JsonNode>> resolver,
      Dialect standard,
      boolean assertFormats,
      boolean check) {
    JsonNode own = schema.deepCopy();
    var problems = new LinkedHashMap<String, SchemaException.Problem>();
    if (check) {
      tell(MetaschemaCheck.problems("", own, standard), problems);
    }
    var resources = new Resources(resolver, standard);
    Resource root = resources.add(UNNAMED, own);
    var compiler = new Compiler(resources, assertFormats);
    Check plain;
    try {
      plain = compiler.root(root, false);
    } catch (UndecidedException e) {
      throw new SchemaException(
          List.of(new SchemaException.Problem("", String.valueOf(e.getMessage()))));
    }
    boolean annotates = resources.mention("reduce") || resources.mention("redact");
    Check annotated = annotates ? compiler.root(root, true) : plain;
    compiler.findLoops();
    resources
        .loaded()
        .forEach(
            (at, other) -> tell(MetaschemaCheck.problems(at + "#", other, standard), problems));
    tell(compiler.problems(), problems);
    if (!problems.isEmpty()) {
      throw new SchemaException(new ArrayList<>(problems.values()));
    }
    Map<String, JsonNode> loaded = Map.copyOf(resources.loaded());
    return new CompiledSchema(
        own,
        root.uri(),
        loaded,
        root.dialect(),
        assertFormats,
        plain,
        annotated,
        false,
        compiler.redactions(),
        hash(own, loaded));
  }

  private static void tell(
      List<SchemaException.Problem> more, Map<String, SchemaException.Problem> problems) {
    more.forEach(problem -> problems.putIfAbsent(problem.pointer(), problem));
  }

  /**
   * The same schema for documents that the runtime has stamped: its members of {@code _meta} are
   * invisible to it, and so is a {@code _meta} that holds nothing else.
   */
  public CompiledSchema forStamped() {
    return new CompiledSchema(
        source, uri, loaded, dialect, assertFormats, plain, annotated, true, redactions, hash);
  }

  /** How values are redacted that documents of this schema may have; empty: none ever is. */
  public Set<Redaction> redactions() {
    return redactions;
  }

  /** Whether the value at a node is valid. Allocates nothing, as a rule. */
  public boolean validate(Tape tape, int node) {
    begin(tape, node);
    try {
      return plain.test(tape, node, null);
    } catch (UndecidedException _) {
      return false;
    }
  }

  private void begin(Tape tape, int node) {
    tape.marks().truncate(0);
    tape.unhide();
    if (stamped) {
      RuntimeMembers.hide(tape, node);
    }
  }

  /**
   * Whether the value at a node is valid; if so, {@code out} holds the annotations of all locations
   * under it, else nothing.
   */
  public boolean validate(Tape tape, int node, Annotations out) {
    begin(tape, node);
    out.clear();
    try {
      if (annotated.test(tape, node, out)) {
        return true;
      }
    } catch (UndecidedException _) {
      // not known to be valid, whatever the schema makes of the pattern's answer
    }
    out.clear();
    return false;
  }

  /**
   * The annotations of a value that is known to be valid: as {@link #validate(Tape, int,
   * Annotations)} gives them, without asking again what cannot change them.
   */
  public void annotate(Tape tape, int node, Annotations out) {
    begin(tape, node);
    out.clear();
    boolean valid = believed.test(tape, node, out);
    assert valid : "a value that is not valid was said to be";
  }

  /**
   * What is wrong with a document that is not valid, the most telling first; never empty. Slow: for
   * people, and of very large documents only that they are not valid. Values are not shown if the
   * schema redacts any: of a document that is not valid nobody can tell which.
   *
   * @param document a buffer that holds the document in [offset, offset + length)
   */
  public List<Violation> explain(byte[] document, int offset, int length) {
    JsonNode tree;
    try {
      var tape = new Tape();
      tape.parse(document, offset, length);
      Optional<Violation> large = Unexplained.of(tape);
      if (large.isPresent()) {
        return List.of(large.get());
      }
      tree = ExactJson.read(document, offset, length);
    } catch (JsonException e) {
      return List.of(new Violation("", "json", "a JSON document", String.valueOf(e.getMessage())));
    }
    if (stamped) {
      RuntimeMembers.remove(tree);
    }
    List<Violation> violations;
    try {
      violations = Violations.of(reference().validate(tree));
    } catch (UndecidedException e) {
      violations = List.of(Violations.of(e, tree));
    } catch (JacksonException e) {
      // It writes values, and Jackson writes them less deep than a document may be.
      return List.of(Unexplained.instead("one that is too deep to say where"));
    }
    if (!redactions.isEmpty()) {
      violations = violations.stream().map(Violation::hidden).distinct().toList();
    }
    return violations.isEmpty()
        ? List.of(new Violation("", "schema", "a document that its schema accepts", "another"))
        : violations;
  }

  private ReferenceValidator reference() {
    ReferenceValidator made = reference;
    if (made == null) {
      made = new ReferenceValidator(uri, source, loaded, dialect, assertFormats);
      reference = made;
    }
    return made;
  }

  /** 32 hex digits that name this schema and all that it refers to, however it was written. */
  public String hash() {
    return hash;
  }

  /** The schema as it was given. */
  public JsonNode source() {
    return source;
  }

  private static String hash(JsonNode source, Map<String, JsonNode> loaded) {
    var canonical = new JsonBuffer();
    CanonicalJson.write(source, canonical);
    loaded.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> {
              canonical.put('\n').string(entry.getKey());
              CanonicalJson.write(entry.getValue(), canonical);
            });
    return CanonicalJson.hash(canonical);
  }
}
