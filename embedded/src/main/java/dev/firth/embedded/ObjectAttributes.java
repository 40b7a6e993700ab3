package dev.firth.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * The file attributes from which S3Proxy answers ETag, type and metadata of an object; it names
 * them so.
 */
final class ObjectAttributes {
  private ObjectAttributes() {}

  /** Writes what a request says of its object; nothing where the file system keeps none. */
  static void write(Path part, PutObjectRequest request, byte[] md5) throws IOException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(part, UserDefinedFileAttributeView.class);
    if (view == null || !Files.getFileStore(part).supportsFileAttributeView("user")) {
      return;
    }
    view.write("user.content-md5", ByteBuffer.wrap(md5));
    Map<String, @Nullable String> texts = new LinkedHashMap<>();
    texts.put("user.cache-control", request.cacheControl());
    texts.put("user.content-disposition", request.contentDisposition());
    texts.put("user.content-encoding", request.contentEncoding());
    texts.put("user.content-language", request.contentLanguage());
    texts.put("user.content-type", request.contentType());
    request.metadata().forEach((name, value) -> texts.put("user.user-metadata." + name, value));
    for (Map.Entry<String, @Nullable String> text : texts.entrySet()) {
      if (text.getValue() != null) {
        view.write(
            text.getKey(), ByteBuffer.wrap(text.getValue().getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  /** The ETag, quoted; null where none is kept. */
  static @Nullable String etag(Path path) {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
    if (view == null) {
      return null;
    }
    try {
      ByteBuffer value = ByteBuffer.allocate(64);
      view.read("user.content-md5", value);
      byte[] bytes = new byte[value.flip().remaining()];
      value.get(bytes);
      String text =
          bytes.length == 16
              ? HexFormat.of().formatHex(bytes)
              : new String(bytes, StandardCharsets.US_ASCII);
      return '"' + text.replace("\"", "") + '"';
    } catch (IOException e) {
      // Written by other hands, or the file system keeps no attributes.
      return null;
    }
  }
}
