package dev.firth.cli;

import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.console.Logs;
import dev.firth.cli.console.OutputFormat;
import dev.firth.embedded.EmbeddedStore;
import dev.firth.embedded.EmbeddedStoreException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firth store}: the embedded store as a process of its own. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    description = "The embedded S3 store on a folder, until ctrl-C.",
    footer = {
      "",
      "Example:",
      "  firth store ./data --port 9000",
      "  AWS_SHARED_CREDENTIALS_FILE=./data/.store/credentials aws --endpoint-url http://127.0.0.1:9000 s3 ls s3://firth/"
    })
final class StoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      defaultValue = ".firth/store",
      description = "where objects are kept, as plain files (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of(".firth/store");

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "address to listen on (default: ${DEFAULT-VALUE})")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--bucket",
      defaultValue = "firth",
      description = "bucket, made when absent (default: ${DEFAULT-VALUE})")
  private String bucket = "firth";

  @Option(
      names = "--no-fsync",
      description = "answer before a write is on disk: faster, and a loss of power may lose it")
  private boolean noFsync;

  @Option(
      names = "-o",
      description = "table, json or yaml (default: table)",
      defaultValue = "table")
  private OutputFormat output = OutputFormat.table;

  @Override
  public Integer call() throws InterruptedException {
    Logs.warnings();
    var options = EmbeddedStore.Options.of(folder).withPort(port).withFsync(!noFsync);
    options =
        new EmbeddedStore.Options(
            options.folder(), host, options.port(), bucket, options.fsync(), options.accessKey());
    try {
      var store = EmbeddedStore.start(options);
      Runtime.getRuntime().addShutdownHook(new Thread(store::close, "store-stop"));
      print(store);
      Thread.currentThread().join();
      return 0;
    } catch (EmbeddedStoreException e) {
      throw new CliException(Exit.ENVIRONMENT, String.valueOf(e.getMessage()), e);
    }
  }

  private void print(EmbeddedStore store) {
    var out = spec.commandLine().getOut();
    var credentials = folder.toAbsolutePath().normalize().resolve(".store/credentials");
    if (output.isData()) {
      var line = new LinkedHashMap<String, Object>();
      line.put("endpoint", store.endpoint().toString());
      line.put("bucket", store.bucket());
      line.put("folder", folder.toAbsolutePath().normalize().toString());
      line.put("credentials", credentials.toString());
      line.put("fsync", store.fsync());
      out.println(output.write(line));
    } else {
      out.println(
          "Store of " + folder + " at " + store.endpoint() + ", bucket " + store.bucket() + ".");
      out.println("Access key: " + credentials);
      out.println(
          store.fsync()
              ? "Every write is on disk before it is answered."
              : "fsync is off: a loss of power may lose writes that were answered.");
    }
    out.flush();
  }
}
