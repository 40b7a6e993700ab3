package dev.firth.cli.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.ExactJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code firth fields --batch}: a row of one collection, changed by a merge patch, and its answer.
 */
class FieldsRowsTest {
  private static final String ROW =
      """
      {"collection": {"key": ["/id"], "projections": {"region": {"location": "/at/region", "partition": true}, "whole": ""},
         "schema": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}, "total": {"type": "number"},
                    "Total": {"type": "number"}, "at": {"type": "object", "properties": {"region": {"type": "string"}, "city": {"type": "string"}}}}}},
       "fields": {"recommended": 1, "groupBy": [], "require": {}, "exclude": []},
       "caseInsensitive": false,
       "constraints": {"id": [{"type": "FIELD_OPTIONAL", "reason": "", "foldedField": ""}], "total": [{"type": "FIELD_OPTIONAL"}], "Total": [{"type": "FIELD_OPTIONAL"}],
         "region": [{"type": "FIELD_OPTIONAL"}], "at/city": [{"type": "FIELD_OPTIONAL"}], "whole": [{"type": "LOCATION_REQUIRED"}], "flow_published_at": [{"type": "FIELD_OPTIONAL"}]},
       "live": null}
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          # change to the row                                      | keys   | values                                       | document | config
          {}                                                       | id     | Total,flow_published_at,region,total         | whole    | {}
          {fields:{recommended:0}}                                 | id     | region                                       | whole    | {}
          {fields:{recommended:false}}                             | id     | region                                       | whole    | {}
          {fields:{recommended:"0"}}                               | id     | region                                       | whole    | {}
          {fields:{recommended:2}}                                 | id     | Total,at/city,flow_published_at,region,total | whole    | {}
          {fields:{recommended:true}}                              | id     | Total,at/city,flow_published_at,region,total | whole    | {}
          {fields:{recommended:"All"}}                             | id     | Total,at/city,flow_published_at,region,total | whole    | {}
          {fields:null}                                            | id     | Total,flow_published_at,region,total         | whole    | {}
          {fields:{recommended:0,require:{total:{ddl:"numeric"}}}} | id     | region,total                                 | whole    | {"total":{"ddl":"numeric"}}
          {fields:{exclude:["total","Total"]}}                     | id     | flow_published_at,region                     | whole    | {}
          {fields:{groupBy:["region","id"]}}                       | region,id | Total,flow_published_at,total             | whole    | {}
          # columns that are equal but for case
          {caseInsensitive:true}                                   | id     | Total,flow_published_at,region               | whole    | {}
          {constraints:{total:[{type:"FIELD_OPTIONAL",foldedField:"Total"}]}} | id | Total,flow_published_at,region        | whole    | {}
          # several constraints of one field
          {constraints:{total:[{type:"FIELD_OPTIONAL"},{type:"FIELD_FORBIDDEN",reason:"no"}]}} | id | Total,flow_published_at,region | whole | {}
          # what is stored stays stored
          {fields:{recommended:0},live:{keys:["id"],values:["at/city"],document:"whole"}} | id | at/city,region            | whole    | {}
          """)
  void selected(String change, String keys, String values, String document, String config) {
    var answer = ExactJson.read(Rows.answer(new FieldsRows(), row(change)));
    assertThat(answer.get("keys").toString()).isEqualTo(list(keys));
    assertThat(answer.get("values").toString()).isEqualTo(list(values));
    assertThat(answer.get("document").stringValue()).isEqualTo(document);
    assertThat(answer.get("config").toString()).isEqualTo(config);
    assertThat(answer.get("conflicts").toString()).isEqualTo("[]");
  }

  @Test
  void everyFieldSaysWhy() {
    assertThat(Rows.answer(new FieldsRows(), row("{fields:{exclude:[\"region\"]}}")))
        .isEqualTo(
            """
            {"keys":["id"],"values":["Total","flow_published_at","total"],"document":"whole","config":{},"conflicts":[],"outcomes":{\
            "Total":{"select":"DesiredDepth"},\
            "at":{"select":"DesiredDepth","reject":"ConnectorOmits"},\
            "at/city":{"reject":"NotSelected"},\
            "at/region":{"reject":"ConnectorOmits"},\
            "flow_published_at":{"select":"CoreMetadata"},\
            "id":{"select":"GroupByKey"},\
            "region":{"select":"PartitionKey","reject":"UserExcludes"},\
            "total":{"select":"DesiredDepth"},\
            "whole":{"select":"UserDefined"}}}""");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          # change to the row                                     | conflicts
          {fields:{require:{total:{}},exclude:["total"]}}         | [{"field":"total","select":"UserRequires","reject":"UserExcludes"}]
          {fields:{require:{none:{}}}}                            | [{"field":"none","select":"UserRequires","reject":"CollectionOmits"}]
          {constraints:{total:[{type:"INCOMPATIBLE"}]}}           | [{"field":"total","select":"DesiredDepth","reject":"ConnectorIncompatible"}]
          {constraints:{total:[{type:"UNSATISFIABLE"}]}}          | [{"field":"total","select":"DesiredDepth","reject":"ConnectorIncompatible"}]
          {constraints:{id:null}}                                 | [{"field":"id","select":"GroupByKey","reject":"ConnectorOmits"}]
          {constraints:{total:[{type:"FIELD_REQUIRED"}]},fields:{exclude:["total"]}} | [{"field":"total","select":"ConnectorRequires","reject":"UserExcludes"}]
          """)
  void conflicts(String change, String conflicts) {
    var answer = ExactJson.read(Rows.answer(new FieldsRows(), row(change)));
    assertThat(answer.get("conflicts").toString()).isEqualTo(conflicts);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          # change to the row                                     | what the error says
          {collection:null}                                       | the row has no member "collection"
          {constraints:null}                                      | the row has no member "constraints"
          {collection:{schema:null}}                              | the collection has no member "schema"
          {collection:{schema:{type:"thing"}}}                    | the schema is refused: /type
          {collection:{key:["id"]}}                               | "collection.key" must hold pointers
          {collection:{projections:{total:"/at/city"}}}           | the field "total" stands for "/total"
          {collection:{projections:{x:{partition:true}}}}         | the projection "x" needs a location
          {fields:{recommended:-1}}                               | "fields.recommended" must be
          {fields:{groupBy:"id"}}                                 | "fields.groupBy" must be an array of strings
          {fields:{require:["total"]}}                            | "fields.require" must be an object
          {fields:[]}                                             | "fields" must be an object
          {constraints:{total:[{type:"OPTIONAL"}]}}               | the constraint of "total" has no known type
          {live:[]}                                               | "live" must be null or an object
          {caseInsensitive:"no"}                                  | "caseInsensitive" must be true or false
          """)
  void errors(String change, String sentence) {
    var answer = ExactJson.read(Rows.answer(new FieldsRows(), row(change)));
    assertThat(answer.path("error").asString("")).contains(sentence);
  }

  /** RFC 7396. */
  private static String row(String change) {
    var row = (ObjectNode) ExactJson.read(ROW);
    merge(row, (ObjectNode) ExactJson.read(change.replaceAll("([{,])([A-Za-z]+):", "$1\"$2\":")));
    return row.toString();
  }

  private static void merge(ObjectNode into, ObjectNode patch) {
    for (var entry : patch.properties()) {
      if (entry.getValue().isNull()) {
        into.remove(entry.getKey());
      } else if (entry.getValue() instanceof ObjectNode change
          && into.get(entry.getKey()) instanceof ObjectNode old) {
        merge(old, change);
      } else {
        into.set(entry.getKey(), entry.getValue());
      }
    }
  }

  private static String list(@Nullable String names) {
    return names == null ? "[]" : "[\"" + names.replace(",", "\",\"") + "\"]";
  }
}
