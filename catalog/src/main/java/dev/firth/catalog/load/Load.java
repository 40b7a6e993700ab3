package dev.firth.catalog.load;

import java.io.IOException;
import java.io.InputStream;
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
    var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    return texts(List.of(new SourceText(name, text)), Optional.empty());
  }

  /** All resources of some texts; {@code env} is the text of a {@code .env}. */
  public static Draft texts(List<SourceText> texts, Optional<SourceText> env) {
    var reader = new ResourceReader();
    texts.forEach(reader::file);
    env.ifPresent(reader::env);
    return reader.draft();
  }
}
