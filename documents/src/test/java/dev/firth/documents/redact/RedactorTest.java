package dev.firth.documents.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Parsed;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CompiledSchema;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of documents. The salt is the text "salt". */
class RedactorTest {
  private static final String NODE =
      """
      {"anyOf": [
        {"type": "object", "additionalProperties": {"$ref": "#"}},
        {"type": "array", "items": {"$ref": "#"}},
        {"type": ["string", "number", "boolean", "null"]},
        {"const": "secret", "redact": {"strategy": "block"}},
        {"const": "hash-me", "redact": {"strategy": "sha256"}},
        {"type": "number", "minimum": 1, "redact": {"strategy": "sha256"}},
        {"enum": ["hash-me", {"k": "gone"}], "minLength": 1, "redact": {"strategy": "block"}, "type": "object"},
        {"type": "array", "contains": {"const": "nested"}, "redact": {"strategy": "block"}}]}
      """;

  private static final String HASH_ME = hash("hash-mesalt");

  private static String hash(String text) {
    try {
      return "sha256:"
          + HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':'open','b':'secret','c':{'d':'open'}} | {'a':'open','c':{'d':'open'}}
          {'b':'secret'} | {}
          {'a':{'b':'secret','c':1e-3},'d':[ 1e-1 ]} | {'a':{'c':1e-3},'d':[1e-1]}
          ['secret','open',{'a':'secret'},['secret','x']] | ['open',{},['x']]
          'hash-me' | 'HASH'
          {'a':['hash-me',0]} | {'a':['HASH',0]}
          {'a':'hash-\\u006de'} | {'a':'HASH'}
          {'a':1} | {'a':'ONE'}
          {'a':1.0} | {'a':'ONE'}
          {'a':['x','nested'],'b':['x']} | {'b':['x']}
          {'a':{'k':'gone'},'b':0} | {'b':0}
          'secret' | -
          """)
  void leaves(String document, String expected) {
    assertThat(redacted(NODE, document.replace('\'', '"')))
        .isEqualTo(
            expected.replace('\'', '"').replace("HASH", HASH_ME).replace("ONE", hash("1salt")));
  }

  @Test
  void aHashStays() {
    String schema = "{\"redact\": {\"strategy\": \"sha256\"}}";
    String once = redacted(schema, "\"me\"");
    assertThat(redacted(schema, once)).isEqualTo(once);
    assertThat(redacted(schema, once.toUpperCase(Locale.ROOT))).isNotEqualTo(once);
  }

  @Test
  void whatIsBothIsRemoved() {
    String schema =
        "{\"properties\": {\"a\": {\"allOf\": [{\"redact\": {\"strategy\": \"sha256\"}}], \"redact\": {\"strategy\": \"block\"}}}}";
    assertThat(redacted(schema, "{\"a\": 1, \"b\": 2}")).isEqualTo("{\"b\":2}");
  }

  @Test
  void ofAnInvalidDocumentNoValueIsTold() {
    CompiledSchema schema =
        CompiledSchema.compile(
            ExactJson.read(
                "{\"properties\": {\"ssn\": {\"type\": \"integer\", \"redact\": {\"strategy\": \"block\"}}}, \"additionalProperties\": false}"));
    byte[] document = "{\"ssn\": \"078-05\", \"x078\": \"078\"}".getBytes(UTF_8);
    assertThat(schema.explain(document, 0, document.length).toString())
        .contains("/ssn: expected integer")
        .doesNotContain("078");
  }

  private static String redacted(String schema, String document) {
    Tape tape = Parsed.json(document);
    var annotations = new Annotations();
    assertThat(CompiledSchema.compile(ExactJson.read(schema)).validate(tape, 0, annotations))
        .isTrue();
    var out = new JsonBuffer();
    return new Redactor("salt".getBytes(UTF_8)).redact(tape, 0, annotations, out)
        ? out.toString()
        : "-";
  }
}
