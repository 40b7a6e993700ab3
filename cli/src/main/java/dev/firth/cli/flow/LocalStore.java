package dev.firth.cli.flow;

import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.directory.FlowDirectory;
import dev.firth.embedded.EmbeddedStore;
import dev.firth.embedded.EmbeddedStoreException;
import dev.firth.journals.store.S3Credentials;
import dev.firth.specs.StoreSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The embedded store of a directory, in this process. Its port is kept, so that built specs stay
 * the same from one run to the next.
 */
public final class LocalStore implements AutoCloseable {
  /** Stands in a spec where a StorageMapping would name a Secret; no Secret can have this name. */
  public static final String CREDENTIALS = ".firth/store";

  private final EmbeddedStore server;

  private LocalStore(EmbeddedStore server) {
    this.server = server;
  }

  /** Starts the store of a directory. */
  public static LocalStore start(FlowDirectory flow) {
    var portFile = flow.state().resolve("store.port");
    var options = EmbeddedStore.Options.of(flow.store());
    try {
      var server = start(options, lastPort(portFile));
      Files.writeString(portFile, Integer.toString(server.endpoint().getPort()));
      return new LocalStore(server);
    } catch (EmbeddedStoreException | IOException e) {
      throw new CliException(Exit.ENVIRONMENT, String.valueOf(e.getMessage()), e);
    }
  }

  /** The store of a directory for a reader, beside whoever writes to it. */
  public static LocalStore reading(FlowDirectory flow) {
    try {
      return new LocalStore(EmbeddedStore.reading(flow.store()));
    } catch (EmbeddedStoreException e) {
      throw new CliException(Exit.ENVIRONMENT, String.valueOf(e.getMessage()), e);
    }
  }

  private static EmbeddedStore start(EmbeddedStore.Options options, int lastPort) {
    if (lastPort > 0) {
      try {
        return EmbeddedStore.start(options.withPort(lastPort));
      } catch (EmbeddedStoreException portTaken) {
        return EmbeddedStore.start(options);
      }
    }
    return EmbeddedStore.start(options);
  }

  private static int lastPort(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    try {
      return Integer.parseInt(Files.readString(file).strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** What specs say of the store at an endpoint. */
  public static StoreSpec spec(URI endpoint, Duration retention) {
    return new StoreSpec(
        Optional.of(endpoint), "firth", "", "us-east-1", true, retention, Optional.of(CREDENTIALS));
  }

  /** What specs say of this store. */
  public StoreSpec spec(Duration retention) {
    return spec(server.endpoint(), retention);
  }

  /** The access key that the store of a directory made at its first start. */
  public static S3Credentials credentials(FlowDirectory flow) {
    var file = flow.store().resolve(".store/credentials");
    try {
      var id = "";
      var secret = "";
      for (var line : Files.readAllLines(file)) {
        var parts = line.split("=", 2);
        if (parts.length == 2 && parts[0].strip().equals("aws_access_key_id")) {
          id = parts[1].strip();
        } else if (parts.length == 2 && parts[0].strip().equals("aws_secret_access_key")) {
          secret = parts[1].strip();
        }
      }
      return new S3Credentials.Fixed(id, secret);
    } catch (IOException e) {
      throw new CliException(
          Exit.ENVIRONMENT,
          "The store of " + flow.directory() + " was never started: " + file + " is missing.",
          e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
