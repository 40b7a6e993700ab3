package dev.firth.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.schema.CompiledSchema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of write schemas. */
class RelaxedSchemaTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'type':'object','required':['a'],'properties':{'a':{'type':'string','format':'date','maxLength':9},'type':{'type':'null'}}} | {'properties':{'a':{'maxLength':9},'type':{}}}
          {'items':{'type':'string'},'additionalProperties':{'type':'null','title':'x'}} | {'items':{},'additionalProperties':{'title':'x'}}
          {'allOf':[{'required':['a']}],'if':{'required':['b']},'then':{'reduce':{'strategy':'merge'}}} | {'allOf':[{}],'if':{'required':['b']},'then':{'reduce':{'strategy':'merge'}}}
          {'patternProperties':{'^x':{'type':'string'}},'const':{'type':1}} | {'patternProperties':{'^x':{'type':'string'}},'const':{'type':1}}
          {'$ref':'schema://order','$defs':{'schema://order':{'$id':'schema://order','type':'object'}}} | {'$ref':'schema://~relaxed-write/order','$defs':{'schema://order':{'$id':'schema://~relaxed-write/order'}}}
          """)
  void relaxes(String schema, String expected) {
    var relaxed = RelaxedSchema.of(ExactJson.read(schema.replace('\'', '"')));
    assertThat(relaxed).isEqualTo(ExactJson.read(expected.replace('\'', '"')));
    assertThat(CompiledSchema.compile(relaxed)).isNotNull();
  }
}
