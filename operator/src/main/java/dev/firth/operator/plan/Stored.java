package dev.firth.operator.plan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Bytes that never change under their name, cut to fit config maps: {@code spec-HASH-0}, {@code
 * spec-HASH-1} and so on, which joined are one gzip stream.
 */
public final class Stored {
  /** The largest part; a config map holds 1 MiB of base64 and names. */
  public static final int MOST_BYTES = 675_000;

  /** What names of config maps with a task's spec begin with. */
  public static final String SPEC = "spec";

  /** What names of config maps with a publication begin with. */
  public static final String PUBLICATION = "publication";

  /** The key of a config map's only entry. */
  public static final String KEY = "part";

  private Stored() {}

  /** The names of the config maps, and what each holds. */
  public static SortedMap<String, byte[]> parts(String prefix, String hash, byte[] content) {
    byte[] packed = gzip(content);
    var parts = new TreeMap<String, byte[]>();
    int count = Math.max(1, (packed.length + MOST_BYTES - 1) / MOST_BYTES);
    for (int i = 0; i < count; i++) {
      int end = Math.min(packed.length, (i + 1) * MOST_BYTES);
      parts.put(prefix + "-" + hash + "-" + i, Arrays.copyOfRange(packed, i * MOST_BYTES, end));
    }
    return parts;
  }

  /** What a config map's name says that it holds a part of: {@code spec-HASH}. */
  public static String whole(String part) {
    return part.replaceFirst("-[0-9]+$", "");
  }

  /**
   * What was stored.
   *
   * @param parts in order
   */
  public static byte[] join(List<byte[]> parts) {
    var packed = new ByteArrayOutputStream();
    parts.forEach(packed::writeBytes);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a stored spec is damaged", e);
    }
  }

  private static byte[] gzip(byte[] content) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
