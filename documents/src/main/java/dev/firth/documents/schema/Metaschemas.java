package dev.firth.documents.schema;

import dev.firth.documents.json.ExactJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The published dialects of JSON Schema: their metaschemas, which the reference validator ships,
 * and vocabularies.
 */
final class Metaschemas {
  private static final Pattern STANDARD =
      Pattern.compile(
          "https?://json-schema\\.org/(draft/20(?:19-09|20-12)/(?:schema|meta/[a-z-]+)|draft-0[467]/schema)#?");
  private static final String VOCABULARY = "https://json-schema.org/draft/%s/vocab/%s";
  private static final Set<String> OPTIONAL = Set.of("applicator", "unevaluated", "validation");

  private Metaschemas() {}

  static boolean isStandard(String uri) {
    return STANDARD.matcher(uri).matches();
  }

  /** The metaschema of that URI, if it is a published one. */
  static Optional<JsonNode> metaschema(String uri) {
    var match = STANDARD.matcher(uri);
    if (!match.matches()) {
      return Optional.empty();
    }
    try (InputStream stream =
        com.networknt.schema.Schema.class.getResourceAsStream("/" + match.group(1))) {
      if (stream == null) {
        return Optional.empty();
      }
      byte[] bytes = stream.readAllBytes();
      return Optional.of(ExactJson.read(bytes, 0, bytes.length));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the metaschema " + uri + " cannot be read from the class path", e);
    }
  }

  /** The vocabularies, of those that may be left out, that a metaschema does not name. */
  static Set<String> missingVocabularies(JsonNode metaschema) {
    JsonNode named = metaschema.get("$vocabulary");
    if (named == null || !named.isObject()) {
      return Set.of();
    }
    boolean older = Dialect.of(metaschema).orElse(Dialect.DRAFT_2020_12) == Dialect.DRAFT_2019_09;
    var missing = new HashSet<String>();
    for (String vocabulary : OPTIONAL) {
      String kept = older && vocabulary.equals("unevaluated") ? "applicator" : vocabulary;
      if (!named.has(String.format(VOCABULARY, older ? "2019-09" : "2020-12", kept))) {
        missing.add(vocabulary);
      }
    }
    return Set.copyOf(missing);
  }
}
