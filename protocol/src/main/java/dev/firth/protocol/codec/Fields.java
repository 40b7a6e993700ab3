package dev.firth.protocol.codec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/** The members of a JSON object under any spelling; null is absent, and absent is zero. */
record Fields(JsonNode node) {
  /** The member, or a missing node. */
  JsonNode get(String name) {
    String snake = name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    for (String spelling : List.of(name, snake, name + "Json", snake + "_json")) {
      JsonNode member = node.path(spelling);
      if (!member.isMissingNode() && !member.isNull()) {
        return member;
      }
    }
    return MissingNode.getInstance();
  }

  boolean has(String name) {
    return !get(name).isMissingNode();
  }

  Fields in(String name) {
    return new Fields(get(name));
  }

  /** Any JSON; an empty object if absent. */
  JsonNode json(String name) {
    JsonNode member = get(name);
    return member.isMissingNode() ? JsonNodeFactory.instance.objectNode() : member;
  }

  String text(String name) {
    return get(name).asString("");
  }

  Optional<String> optionalText(String name) {
    return Optional.of(text(name)).filter(text -> !text.isEmpty());
  }

  boolean flag(String name) {
    return get(name).asBoolean(false);
  }

  /** A whole number, which may be text. */
  int integer(String name) {
    return (int) number(name);
  }

  long number(String name) {
    JsonNode member = get(name);
    return member.isString() ? Long.parseLong(member.stringValue()) : member.asLong(0);
  }

  Optional<BigDecimal> decimal(String name) {
    JsonNode member = get(name);
    return member.isNumber() ? Optional.of(member.decimalValue()) : Optional.empty();
  }

  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    get(name).forEach(text -> texts.add(text.asString("")));
    return texts;
  }

  List<Fields> objects(String name) {
    var objects = new ArrayList<Fields>();
    get(name).forEach(object -> objects.add(new Fields(object)));
    return objects;
  }
}
