package dev.firth.shard.infer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.shape.Limits;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Which documents widen what was seen, and what is known after them. */
class SeenShapeTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':1}                     | w     | {'type':'object','properties':{'a':{'type':'integer','minimum':1,'maximum':10}},'required':['a'],'additionalProperties':false}
          {'a':1} {'a':2} {'a':9}     | w - - | {'type':'object','properties':{'a':{'type':'integer','minimum':1,'maximum':10}},'required':['a'],'additionalProperties':false}
          {'a':1} {'a':1} {} {} {'a':3} | w - w - - | {'type':'object','properties':{'a':{'type':'integer','minimum':1,'maximum':10}},'additionalProperties':false}
          {'a':1} {'a':2} {'a':11} {'a':12} {'a':99} | w - w - - | {'type':'object','properties':{'a':{'type':'integer','minimum':1,'maximum':100}},'required':['a'],'additionalProperties':false}
          {'a':1} {'a':1.5}           | w w   | {'type':'object','properties':{'a':{'type':'number','minimum':1,'maximum':10}},'required':['a'],'additionalProperties':false}
          {'_meta':{'uuid':'x','op':'c'}} {'_meta':{'clock':'y','op':'d'}} | w - | {'type':'object','properties':{'_meta':{'type':'object','properties':{'op':{'type':'string','maxLength':1}},'required':['op'],'additionalProperties':false}},'required':['_meta'],'additionalProperties':false}
          {'a':1} {'b':null}          | w w   | {'type':'object','properties':{'a':{'type':'integer','minimum':1,'maximum':10},'b':{'type':'null'}},'additionalProperties':false}
          """)
  void widens(String documents, String widened, String schema) {
    var seen = new SeenShape(Optional.empty());
    var said = new StringBuilder();
    for (String document : documents.split(" ")) {
      said.append(see(seen, document) ? "w " : "- ");
    }
    assertThat(said.toString().strip()).isEqualTo(widened);
    assertThat(text(seen)).isEqualTo(schema);

    var again = new SeenShape(Optional.of(seen.schema()));
    for (String document : documents.split(" ")) {
      assertThat(see(again, document)).as(document).isFalse();
    }
    assertThat(again.schema()).isEqualTo(seen.schema());
  }

  @ParameterizedTest(name = "{0}, then {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':1} | {'type':'object','required':['a'],'properties':{'a':{'type':'integer','minimum':1,'maximum':5}},'additionalProperties':false} | same
          {'a':1} | {'type':'object','properties':{'a':{'type':'string'},'b':{'type':'null'}},'additionalProperties':false} | {'type':'object','properties':{'a':{'type':['integer','string'],'minimum':1,'maximum':10},'b':{'type':'null'}},'additionalProperties':false}
          - | {'type':'object','properties':{'a':{'type':'array','prefixItems':[{'type':'null'}]}},'additionalProperties':false} | {'type':'object','properties':{'a':{'type':'array','items':[{'type':'null'}]}},'additionalProperties':false}
          """)
  void admitsWhatTheSourceSays(String document, String schema, String expected) {
    var seen = new SeenShape(Optional.empty());
    if (!document.equals("-")) {
      see(seen, document);
      see(seen, document);
    }
    String before = text(seen);
    boolean wider = seen.admit(ExactJson.read(schema.replace('\'', '"')));
    assertThat(wider).isEqualTo(!expected.equals("same"));
    assertThat(text(seen)).isEqualTo(wider ? expected : before);
  }

  @Test
  void aShapeOfManyNamesStaysSmallAndAdmitsThemAll() {
    var seen = new SeenShape(Optional.empty());
    for (int i = 0; i < Limits.LOCATIONS + 200; i++) {
      assertThat(see(seen, "{'n%05d':%d}".formatted(i, i)))
          .isEqualTo(i <= Limits.LOCATIONS || i == 10_000);
    }
    JsonNode schema = ExactJson.read(seen.schema());
    var check = CompiledSchema.compile(schema);
    assertThat(schema.path("properties").size()).isEqualTo(Limits.LOCATIONS);
    assertThat(check.validate(tape("{'n00007':7,'n01150':1150}"), 0)).isTrue();
    assertThat(check.validate(tape("{'n01150':'text'}"), 0)).isFalse();
  }

  @Test
  void aDocumentThatIsAdmittedCostsNoGarbage() {
    String document = "{'id':%d,'name':'Ada','tags':['a','b'],'at':{'x':1.5,'y':null}}";
    var seen = new SeenShape(Optional.empty());
    see(seen, document.formatted(1));
    see(seen, document.formatted(2));
    byte[] bytes = document.formatted(3).replace('\'', '"').getBytes(UTF_8);
    var tape = new Tape();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    boolean widened = false;
    for (int round = 0; round < 20; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1_000; i++) {
        tape.parse(bytes, 0, bytes.length);
        widened |= seen.see(tape, 0, bytes.length);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(widened).isFalse();
    assertThat(least).as("bytes of 1,000 documents").isLessThan(1_000);
  }

  private static boolean see(SeenShape seen, String document) {
    return seen.see(tape(document), 0, document.length());
  }

  private static Tape tape(String document) {
    byte[] bytes = document.replace('\'', '"').getBytes(UTF_8);
    var tape = new Tape();
    tape.parse(bytes, 0, bytes.length);
    return tape;
  }

  private static String text(SeenShape seen) {
    return seen.schema().replace('"', '\'').replaceFirst("'\\$schema':'[^']*',", "");
  }
}
