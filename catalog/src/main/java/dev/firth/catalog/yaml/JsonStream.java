package dev.firth.catalog.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/** JSON documents, one after the other, with the line of every value. */
final class JsonStream {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final JsonParser parser;

  private JsonStream(JsonParser parser) {
    this.parser = parser;
  }

  /** The documents of a text; nothing if it is not JSON from end to end. */
  static Optional<List<Value>> read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      var stream = new JsonStream(parser);
      var documents = new ArrayList<Value>();
      while (parser.nextToken() != null) {
        documents.add(stream.value());
      }
      return Optional.of(documents);
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private Value value() {
    int line = parser.currentTokenLocation().getLineNr();
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(line);
      case START_ARRAY -> {
        var items = new ArrayList<Value>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value());
        }
        yield new Value.Sequence(line, items);
      }
      case VALUE_TRUE -> new Value.Scalar(line, "true", false, JSON.booleanNode(true));
      case VALUE_FALSE -> new Value.Scalar(line, "false", false, JSON.booleanNode(false));
      case VALUE_NULL -> new Value.Scalar(line, "null", false, JSON.nullNode());
      case VALUE_NUMBER_INT ->
          new Value.Scalar(
              line, parser.getString(), false, JSON.numberNode(parser.getBigIntegerValue()));
      case VALUE_NUMBER_FLOAT ->
          new Value.Scalar(
              line, parser.getString(), false, JSON.numberNode(parser.getDecimalValue()));
      default ->
          new Value.Scalar(line, parser.getString(), false, JSON.stringNode(parser.getString()));
    };
  }

  private Value object(int line) {
    var members = new LinkedHashMap<String, Value.Member>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      int at = parser.currentTokenLocation().getLineNr();
      parser.nextToken();
      members.put(name, new Value.Member(name, name, at, value()));
    }
    return new Value.Mapping(line, List.copyOf(members.values()));
  }
}
