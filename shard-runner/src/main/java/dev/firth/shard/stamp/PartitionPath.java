package dev.firth.shard.stamp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.documents.json.Pointer;
import dev.firth.documents.json.Tape;
import java.util.List;

/**
 * The path of the partition that a document belongs to, Hive's way: {@code region=eu/tier=3}, the
 * fields in their order, values percent-encoded UTF-8, integers and booleans plain, null and absent
 * values as {@code __HIVE_DEFAULT_PARTITION__}. Readers take values from documents, never from
 * paths.
 */
public final class PartitionPath {
  private static final String NULL = "__HIVE_DEFAULT_PARTITION__";
  private static final String UNRESERVED = "-_.~";
  private static final String HEX = "0123456789ABCDEF";

  private final List<Field> fields;

  /**
   * One partitioned field.
   *
   * @param name as the catalog names it
   * @param location of its value
   */
  public record Field(String name, Pointer location) {}

  /**
   * @param fields sorted by name
   */
  public PartitionPath(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  /** Whether the collection has partitions at all: otherwise every path is empty. */
  public boolean partitioned() {
    return !fields.isEmpty();
  }

  /** The path of the document at {@code root}; empty without partitions; no slash at its ends. */
  public String of(Tape tape, int root) {
    var path = new StringBuilder();
    for (Field field : fields) {
      if (!path.isEmpty()) {
        path.append('/');
      }
      encode(field.name.getBytes(UTF_8), path);
      path.append('=');
      value(tape, field.location.locate(tape, root), path);
    }
    return path.toString();
  }

  private static void value(Tape tape, int node, StringBuilder path) {
    if (node < 0 || tape.type(node) == Tape.NULL) {
      path.append(NULL);
    } else if (tape.type(node) == Tape.STRING) {
      String text = tape.string(node);
      if (text.equals(NULL)) {
        path.append("%5F").append(text, 1, text.length());
      } else {
        encode(text.getBytes(UTF_8), path);
      }
    } else {
      int from = tape.start(node);
      encode(new String(tape.bytes(), from, tape.end(node) - from, UTF_8).getBytes(UTF_8), path);
    }
  }

  private static void encode(byte[] utf8, StringBuilder path) {
    for (byte b : utf8) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) {
        path.append(c);
      } else {
        path.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
  }
}
