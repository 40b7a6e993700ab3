package dev.firth.catalog.load;

import dev.firth.catalog.Problem;
import dev.firth.catalog.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** From files to a {@link Draft}. */
public final class Load {
  private Load() {}

  /**
   * All resources of a directory: {@code *.yaml}, {@code *.yml} and {@code *.json}, recursively,
   * and the secrets of {@code DIR/.env}. What can't be read is among the draft's problems.
   */
  public static Draft directory(Path directory) {
    return ResourceFolder.read(directory);
  }

  /**
   * All resources of a stream, such as {@code kustomize build} prints.
   *
   * @param name for messages, such as {@code "-"}
   * @throws IOException if the stream fails
   */
  public static Draft stream(String name, InputStream in) throws IOException {
    var reader = new ResourceReader();
    try {
      var bytes = ByteBuffer.wrap(in.readAllBytes());
      reader.file(
          new SourceText(name, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString()));
    } catch (CharacterCodingException notText) {
      reader.unreadable(Problem.of(name, 0, Reason.INVALID, "This file is not UTF-8."));
    }
    return reader.draft();
  }

  /** All resources of some texts; {@code env} is the text of a {@code .env}. */
  public static Draft texts(List<SourceText> texts, Optional<SourceText> env) {
    var reader = new ResourceReader();
    texts.forEach(reader::file);
    env.ifPresent(reader::env);
    return reader.draft();
  }
}
