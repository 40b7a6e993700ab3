package dev.firth.cli.story;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Everything that a flow has on disk, as whoever unpacks it reads it. */
final class StoredText {
  private static final String ZSTD = "(\u00b5/\u00fd";
  private static final String GZIP = "\u001f\u008b\b";

  private StoredText() {}

  /** The content of every file below a folder, and of every compressed part of it. */
  static String below(Path folder) throws IOException {
    var all = new StringBuilder();
    List<Path> files;
    try (var walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      String raw = new String(bytes, ISO_8859_1);
      all.append(file).append('\n').append(raw).append('\n');
      for (int at = raw.indexOf(ZSTD); at >= 0; at = raw.indexOf(ZSTD, at + 1)) {
        all.append(unpacked(new ZstdInputStream(from(bytes, at)))).append('\n');
      }
      for (int at = raw.indexOf(GZIP); at >= 0; at = raw.indexOf(GZIP, at + 1)) {
        all.append(unpacked(gzip(from(bytes, at)))).append('\n');
      }
    }
    return all.toString();
  }

  private static InputStream from(byte[] bytes, int at) {
    return new ByteArrayInputStream(bytes, at, bytes.length - at);
  }

  private static InputStream gzip(InputStream packed) {
    try {
      return new GZIPInputStream(packed);
    } catch (IOException chance) {
      return InputStream.nullInputStream();
    }
  }

  /** What can be read: the bytes that begin a frame also stand elsewhere, by chance. */
  private static String unpacked(InputStream in) {
    var out = new ByteArrayOutputStream();
    try (in) {
      in.transferTo(out);
    } catch (IOException end) {
      // what follows a frame is none
    }
    return out.toString(ISO_8859_1);
  }
}
