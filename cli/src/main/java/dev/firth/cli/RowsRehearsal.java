package dev.firth.cli;

import dev.firth.cli.rows.Batch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of {@link Rehearsal} that judges documents without a flow: files, and rows. */
final class RowsRehearsal {
  private static final String SCHEMA =
      """
      {"type":"object","required":["id"],"reduce":{"strategy":"merge"},"properties":{
        "id":{"type":"integer","minimum":0},"n":{"type":"number","reduce":{"strategy":"sum"}},
        "at":{"type":"string","format":"date-time"},"of":{"enum":["a","b"]},"as":{"pattern":"^[a-z]+$"},
        "in":{"type":"array","items":{"$ref":"#/$defs/x"}}},"$defs":{"x":{"oneOf":[{"type":"string"},{"type":"null"}]}}}
      """;

  private static final String ORDER =
      """
      {"id":1,"n":1.5,"at":"2026-01-01T00:00:00Z","of":"a","as":"x","in":["x",null]}
      """;

  private RowsRehearsal() {}

  static void run(Path folder) throws IOException {
    Path schema = folder.resolve("order.schema.json");
    Path good = folder.resolve("good.json");
    Path bad = folder.resolve("bad.json");
    Files.writeString(schema, SCHEMA);
    Files.writeString(good, ORDER);
    Files.writeString(bad, "{\"id\":\"x\"}");
    int exit = Main.run("validate", "--schema", schema.toString(), good.toString(), bad.toString());
    exit = Main.run("combine", "--schema", schema.toString(), "--key", "/id");
    rows(Batch.VALIDATE, "{\"schema\":%s,\"document\":%s}");
    rows(Batch.COMBINE, "{\"schema\":%s,\"key\":[\"/id\"],\"documents\":[%2$s,%2$s]}");
    rows(Batch.FIELDS, "{\"collection\":{\"key\":[\"/id\"],\"schema\":%s},\"constraints\":{}}");
  }

  private static void rows(Batch batch, String form) throws IOException {
    String row = form.formatted(SCHEMA, ORDER).replace("\n", "") + "\n";
    batch.run(
        new ByteArrayInputStream((row + row).getBytes(StandardCharsets.UTF_8)),
        OutputStream.nullOutputStream());
  }
}
