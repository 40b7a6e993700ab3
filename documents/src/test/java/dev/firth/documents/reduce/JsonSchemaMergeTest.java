package dev.firth.documents.reduce;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas are united. earlier | later | associative | full */
class JsonSchemaMergeTest {
  @ParameterizedTest(name = "{0}, then {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          - | {'type':'string','maxLength':5} | {'$schema':'https://json-schema.org/draft/2019-09/schema','type':'string','maxLength':5} |
          - | false | {'$schema':'https://json-schema.org/draft/2019-09/schema','not':{}} |
          false | true | {'$schema':'https://json-schema.org/draft/2019-09/schema'} |
          {'type':'string','minLength':5,'maxLength':5} | {'type':'string','minLength':8,'maxLength':10} | {'$schema':'https://json-schema.org/draft/2019-09/schema','type':'string','minLength':5,'maxLength':10} |
          {'type':'integer','minimum':4,'maximum':5} | {'type':'integer','minimum':4.0,'maximum':5.0} | {'$schema':'https://json-schema.org/draft/2019-09/schema','type':'integer','minimum':4.0,'maximum':5.0} |
          {'type':'integer','minimum':4.0,'maximum':5.0} | {'type':'integer','minimum':4,'maximum':6} | {'$schema':'https://json-schema.org/draft/2019-09/schema','type':'integer','minimum':4.0,'maximum':6} |
          {'enum':[3,'b',1]} | {'enum':['a',2,1]} | {'$schema':'https://json-schema.org/draft/2019-09/schema','type':['integer','string'],'enum':[1,2,3,'a','b']} |
          {'type':'object','required':['a'],'properties':{'a':{'type':'integer'}},'additionalProperties':false} | {'type':'object','required':['a','b'],'properties':{'a':{'type':'string'},'b':{}},'additionalProperties':false} | {'$schema':'https://json-schema.org/draft/2019-09/schema','type':'object','properties':{'a':{'type':['integer','string']},'b':{}},'required':['a'],'additionalProperties':false} |
          {'type':'array','items':{'type':'null'}} | {'type':'array','items':[{'type':'integer'}],'additionalItems':false} | {'$schema':'https://json-schema.org/draft/2019-09/schema','type':'array','items':[{'type':['integer','null']}],'additionalItems':{'type':'null'}} |
          {'type':'null','x-collection-generation-id':'01'} | {'type':'string','x-collection-generation-id':'01'} | {'$schema':'https://json-schema.org/draft/2019-09/schema','type':['null','string'],'x-collection-generation-id':'01'} |
          {'type':'null','x-collection-generation-id':'01'} | {'type':'string','x-collection-generation-id':'02'} | {'$schema':'https://json-schema.org/draft/2019-09/schema','type':'string','x-collection-generation-id':'02'} |
          {'type':'null','x-collection-generation-id':'02'} | {'type':'string','x-collection-generation-id':'01'} | {'$schema':'https://json-schema.org/draft/2019-09/schema','type':'null','x-collection-generation-id':'02'} |
          {'type':'null'} | {'type':'string','x-collection-generation-id':'01'} | {'$schema':'https://json-schema.org/draft/2019-09/schema','type':['null','string'],'x-collection-generation-id':'01'} |
          {'type':'null','x-collection-generation-id':'01'} | {'type':'string','x-collection-generation-id':null} | {'$schema':'https://json-schema.org/draft/2019-09/schema','type':['null','string'],'x-collection-generation-id':'01'} |
          {'type':'object','properties':{'a':{'type':'integer'}},'additionalProperties':false} | {'type':'object','properties':{'b':{'type':'string'}},'additionalProperties':false,'x-complexity-limit':1} | {'$schema':'https://json-schema.org/draft/2019-09/schema','type':'object','properties':{'a':{'type':'integer'}},'additionalProperties':{'type':'string'}} |
          {'type':'string'} | 'oops!' | ! jsonSchemaMerge needs schemas, but the later value is none |
          {'type':'string'} | {'type':'foo'} | ! jsonSchemaMerge needs schemas, but the later value is none |
          {'type':'foo'} | {'type':'string'} | ! jsonSchemaMerge needs schemas, but the earlier value is none |
          """)
  void unites(String earlier, String later, String associative, @Nullable String full) {
    ReduceTable.check(
        "{'reduce': {'strategy': 'jsonSchemaMerge'}}", earlier, later, associative, full);
  }
}
