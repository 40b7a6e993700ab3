package dev.firth.cli.flow;

import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.directory.FlowDirectory;
import dev.firth.journals.store.StoreOwner;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/** Who a directory is to the stores that it writes: a random id kept in {@code .firth/id}. */
public final class StoreIdentity {
  private StoreIdentity() {}

  /** The directory's owner record, its id made at the first call. */
  public static StoreOwner of(FlowDirectory flow) {
    var file = flow.state().resolve("id");
    try {
      if (!Files.exists(file)) {
        var random = new byte[8];
        new SecureRandom().nextBytes(random);
        Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
      }
      var id = Files.readString(file).strip();
      return new StoreOwner(id, "firth up " + flow.directory(), Instant.now());
    } catch (IOException e) {
      throw new CliException(Exit.ENVIRONMENT, "Cannot keep " + file + ": " + e.getMessage(), e);
    }
  }
}
