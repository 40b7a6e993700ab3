package dev.firth.protocol.codec;

import dev.firth.protocol.message.CollectionMessage;
import dev.firth.specs.Inference;
import dev.firth.specs.Projection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Collections, projections and what is inferred of them. */
final class CollectionJson {
  private CollectionJson() {}

  static ObjectNode write(CollectionMessage collection) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("name", collection.name());
    out.set("writeSchema", collection.writeSchema());
    out.set("readSchema", collection.readSchema());
    out.set("key", texts(collection.key()));
    out.set("partitionFields", texts(collection.partitionFields()));
    ArrayNode projections = out.putArray("projections");
    collection.projections().forEach(p -> projections.add(write(p)));
    return out;
  }

  static CollectionMessage read(Fields in) {
    JsonNode write = in.json("writeSchema");
    JsonNode read = in.json("readSchema");
    return new CollectionMessage(
        in.text("name"),
        in.texts("key"),
        write,
        read.isEmpty() ? write : read,
        in.objects("projections").stream().map(CollectionJson::readProjection).toList(),
        in.texts("partitionFields"));
  }

  private static ObjectNode write(Projection projection) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("ptr", projection.location()).put("field", projection.field());
    flag(out, "explicit", projection.explicit());
    flag(out, "isPartitionKey", projection.partition());
    flag(out, "isPrimaryKey", projection.key());
    out.set("inference", write(projection.inference()));
    return out;
  }

  private static Projection readProjection(Fields in) {
    return new Projection(
        in.text("field"),
        in.text("ptr"),
        in.flag("isPartitionKey"),
        in.flag("explicit"),
        in.flag("isPrimaryKey"),
        readInference(in.in("inference")));
  }

  private static ObjectNode write(Inference inference) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.set("types", texts(inference.types()));
    out.put("exists", inference.exists().name());
    inference.title().ifPresent(title -> out.put("title", title));
    inference.description().ifPresent(text -> out.put("description", text));
    inference.defaultValue().ifPresent(value -> out.set("default", value));
    flag(out, "secret", inference.secret());
    inference.sqlType().ifPresent(type -> out.put("sqlType", type));
    if (inference.types().contains("string")) {
      ObjectNode string = out.putObject("string");
      inference.format().ifPresent(format -> string.put("format", format));
      inference.contentType().ifPresent(type -> string.put("contentType", type));
      inference.contentEncoding().ifPresent(encoding -> string.put("contentEncoding", encoding));
      inference.maxLength().ifPresent(length -> string.put("maxLength", length));
    }
    if (inference.minimum().isPresent() || inference.maximum().isPresent()) {
      ObjectNode numeric = out.putObject("numeric");
      inference
          .minimum()
          .ifPresent(minimum -> numeric.put("hasMinimum", true).put("minimum", minimum));
      inference
          .maximum()
          .ifPresent(maximum -> numeric.put("hasMaximum", true).put("maximum", maximum));
    }
    return out;
  }

  private static Inference readInference(Fields in) {
    Fields string = in.in("string");
    Fields numeric = in.in("numeric");
    long maxLength = string.number("maxLength");
    return new Inference(
        in.texts("types"),
        existence(in.text("exists")),
        in.optionalText("title"),
        in.optionalText("description"),
        in.has("default") ? Optional.of(in.get("default")) : Optional.empty(),
        in.flag("secret"),
        string.optionalText("format"),
        string.optionalText("contentType"),
        string.optionalText("contentEncoding"),
        in.optionalText("sqlType"),
        maxLength > 0 ? OptionalLong.of(maxLength) : OptionalLong.empty(),
        numeric.decimal("minimum"),
        numeric.decimal("maximum"));
  }

  private static Inference.Existence existence(String text) {
    for (Inference.Existence existence : Inference.Existence.values()) {
      if (existence.name().equals(text)) {
        return existence;
      }
    }
    return Inference.Existence.IMPLICIT;
  }

  static ArrayNode texts(List<String> texts) {
    ArrayNode out = JsonNodeFactory.instance.arrayNode();
    texts.forEach(out::add);
    return out;
  }

  static void flag(ObjectNode out, String name, boolean value) {
    if (value) {
      out.put(name, true);
    }
  }
}
