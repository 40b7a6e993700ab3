package dev.firth.journals.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 256 records in one object, for readers far behind: a line that names their sizes, then the
 * records.
 */
final class Segment {
  /** Bigger ones are not made: single gets of big records are as good. */
  static final long LIMIT = 32L << 20;

  private Segment() {}

  static List<ByteBuffer> encode(long first, List<byte[]> records) {
    ObjectNode json = HeaderCodec.JSON.createObjectNode().put("firth", 1).put("first", first);
    ArrayNode sizes = json.putArray("sizes");
    records.forEach(r -> sizes.add(r.length));
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(HeaderCodec.JSON.writeValueAsBytes(json));
    head.write('\n');
    List<ByteBuffer> body = new ArrayList<>();
    body.add(ByteBuffer.wrap(head.toByteArray()));
    records.forEach(r -> body.add(ByteBuffer.wrap(r)));
    return body;
  }

  /**
   * The records of a segment, by what they are in the log.
   *
   * @throws CorruptRecord if it is none
   */
  static List<StoredRecord> decode(byte[] object) {
    int line = 0;
    while (line < object.length && object[line] != '\n') {
      line++;
    }
    try {
      JsonNode json = HeaderCodec.JSON.readTree(object, 0, line);
      long sequence = json.get("first").longValue();
      int offset = line + 1;
      List<StoredRecord> records = new ArrayList<>();
      for (JsonNode size : json.get("sizes")) {
        records.add(StoredRecord.parse(sequence++, object, offset, size.intValue()));
        offset += size.intValue();
      }
      return records;
    } catch (JacksonException | NullPointerException | IndexOutOfBoundsException e) {
      throw new CorruptRecord("a segment is damaged: " + e.getMessage());
    }
  }
}
