package dev.firth.simulation.model;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.firth.journals.log.HybridClock;
import dev.firth.simulation.world.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * One document of the model, {@code {"_meta":{"clock":"..."},"k":3,"n":17,"pad":"..."}}.
 *
 * @param clock of its transaction, as text
 * @param key which key
 * @param number how many documents of that key there are up to this one
 */
public record ModelDocument(String clock, int key, int number) {
  private static final String START = "{\"_meta\":{\"clock\":\"";

  static byte[] bytes(HybridClock clock, int key, int number, String padding) {
    return (START
            + clock
            + "\"},\"k\":"
            + key
            + ",\"n\":"
            + number
            + ",\"pad\":\""
            + padding
            + "\"}")
        .getBytes(US_ASCII);
  }

  /** Reads NDJSON. */
  public static List<ModelDocument> parse(byte[] bytes, int offset, int length) {
    List<ModelDocument> documents = new ArrayList<>();
    int start = offset;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        documents.add(parseOne(new String(bytes, start, i - start, US_ASCII)));
        start = i + 1;
      }
    }
    if (start != offset + length) {
      throw new Violation("the last line has no newline");
    }
    return documents;
  }

  private static ModelDocument parseOne(String line) {
    int k = line.indexOf(",\"k\":");
    int n = line.indexOf(",\"n\":");
    int pad = line.indexOf(",\"pad\":");
    if (!line.startsWith(START) || k < 0 || n < k || pad < n || !line.endsWith("\"}")) {
      throw new Violation("not a document that the model wrote: " + line);
    }
    return new ModelDocument(
        line.substring(START.length(), k - 2),
        Integer.parseInt(line, k + 5, n, 10),
        Integer.parseInt(line, n + 5, pad, 10));
  }
}
