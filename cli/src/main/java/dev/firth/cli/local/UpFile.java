package dev.firth.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code .firth/up.json}: where a running {@code up} answers.
 *
 * @param pid its process
 * @param port its loopback port
 * @param token what a request must carry
 */
public record UpFile(long pid, int port, String token) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Writes the file whole, readable by its owner alone. */
  public void write(Path file) throws IOException {
    var whole = Files.createTempFile(file.getParent(), "up", ".json");
    if (Files.getFileStore(whole).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-------"));
    }
    Files.write(whole, JSON.writeValueAsBytes(this));
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The file of an {@code up} whose process lives; empty when there is none. */
  public static Optional<UpFile> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var up = JSON.readValue(Files.readAllBytes(file), UpFile.class);
      return ProcessHandle.of(up.pid()).filter(ProcessHandle::isAlive).map(process -> up);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
