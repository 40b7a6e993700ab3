package dev.firth.cli.flow;

import dev.firth.catalog.build.SecretPrints;
import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.directory.FlowDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * The key of a directory's secret prints, in {@code .firth/secrets.key}, which its owner alone may
 * read. It is kept apart from the publication, so that the publication says nothing of any value.
 */
public final class PrintKey {
  private static final int BYTES = 32;
  private static final String FILE = "secrets.key";

  private PrintKey() {}

  /** Prints by the directory's key, which is made at the first call. */
  static SecretPrints of(FlowDirectory flow) {
    var file = flow.state().resolve(FILE);
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return SecretPrints.keyed(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new CliException(Exit.ENVIRONMENT, "Cannot keep " + file + ": " + e + ".", e);
    }
  }

  /** Prints by a key that is there already; without one no secret counts as changed. */
  public static SecretPrints existing(Path state) throws IOException {
    var file = state.resolve(FILE);
    return Files.exists(file) ? SecretPrints.keyed(Files.readAllBytes(file)) : SecretPrints.NONE;
  }

  private static void make(Path file) throws IOException {
    var key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    var whole = Files.createTempFile(file.getParent(), "key", ".tmp");
    if (Files.getFileStore(whole).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-------"));
    }
    Files.write(whole, key);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
