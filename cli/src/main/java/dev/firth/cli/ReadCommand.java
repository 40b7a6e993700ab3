package dev.firth.cli;

import dev.firth.catalog.build.Publication;
import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.console.DurationText;
import dev.firth.cli.console.Logs;
import dev.firth.cli.console.OutputFormat;
import dev.firth.cli.console.StandardOutput;
import dev.firth.cli.directory.FlowDirectory;
import dev.firth.cli.flow.CollectionOutput;
import dev.firth.cli.flow.FlowBuild;
import dev.firth.cli.flow.StoredFlow;
import dev.firth.cli.local.LocalClient;
import dev.firth.cli.local.UpFile;
import dev.firth.specs.CollectionSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firth read}: committed documents of a collection. */
@Command(
    name = "read",
    mixinStandardHelpOptions = true,
    description =
        "Committed documents of a collection as NDJSON; works without a running `firth up`.",
    footer = {
      "",
      "Examples:",
      "  firth read visits -C examples/quickstart --reduced",
      "  firth read orders --follow --since 1h --partition region=eu"
    })
final class ReadCommand implements Callable<Integer> {
  private static final int BUFFER = 1 << 16;

  @Parameters(paramLabel = "COLLECTION", description = "the collection's name")
  private String collection = "";

  @Option(
      names = "-C",
      paramLabel = "DIR",
      description = "the flow's directory (default: the nearest parent with .firth)")
  private @Nullable Path directory;

  @Option(
      names = "--follow",
      description = "go on with what is committed from now on, until ctrl-C")
  private boolean follow;

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      description = "only documents committed this long ago or later, such as 1h")
  private @Nullable String since;

  @Option(names = "--partition", paramLabel = "FIELD=VALUE", description = "only this partition")
  private List<String> partitions = List.of();

  @Option(names = "--reduced", description = "the latest document of each key")
  private boolean reduced;

  @Option(
      names = "-o",
      defaultValue = "json",
      description = "json: one document a line (default: json)")
  private OutputFormat output = OutputFormat.json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Logs.none();
    if (output != OutputFormat.json) {
      throw new CliException(Exit.USAGE, "firth read prints NDJSON: -o takes json.");
    }
    if (follow && reduced) {
      throw new CliException(
          Exit.USAGE, "--reduced needs an end, and --follow has none. Give one of them.");
    }
    var flow = directory != null ? FlowDirectory.of(directory) : FlowDirectory.nearest(Path.of(""));
    var spec = collection(flow);
    var filter = new CollectionOutput.Filter(window(), partitions(spec));
    try (var out = new BufferedOutputStream(new StandardOutput(), BUFFER)) {
      var up = UpFile.read(flow.upFile());
      if (up.isPresent()) {
        throughUp(up.get(), out);
      } else {
        if (follow) {
          throw new CliException(
              Exit.ENVIRONMENT,
              "--follow needs a running `firth up " + flow.directory() + "`; none runs.");
        }
        try (var stored = StoredFlow.open(flow)) {
          stored.read(spec, filter, reduced, out);
        }
      }
    } catch (StandardOutput.ReaderGone enough) {
      return 0;
    }
    return 0;
  }

  private CollectionSpec collection(FlowDirectory flow) {
    Publication publication =
        FlowBuild.read(flow.publication())
            .orElseThrow(
                () ->
                    new CliException(
                        Exit.FLOW,
                        "Nothing was published in "
                            + flow.directory()
                            + " yet. Run `firth up "
                            + flow.directory()
                            + "`."));
    var spec = publication.collections().get(collection);
    if (spec == null) {
      throw new CliException(
          Exit.USAGE,
          "No collection \""
              + collection
              + "\" is published. There are: "
              + String.join(", ", publication.collections().keySet())
              + ".");
    }
    return spec;
  }

  private Optional<Duration> window() {
    return Optional.ofNullable(since).map(text -> DurationText.parse("--since", text));
  }

  private Map<String, String> partitions(CollectionSpec spec) {
    var wanted = new LinkedHashMap<String, String>();
    for (var option : partitions) {
      int equals = option.indexOf('=');
      if (equals <= 0) {
        throw new CliException(Exit.USAGE, "--partition takes FIELD=VALUE, not " + option + ".");
      }
      var field = option.substring(0, equals);
      if (!spec.partitions().contains(field)) {
        throw new CliException(
            Exit.USAGE,
            "Collection "
                + spec.name()
                + " has no partition \""
                + field
                + "\". It has: "
                + (spec.partitions().isEmpty() ? "none" : String.join(", ", spec.partitions()))
                + ".");
      }
      wanted.put(field, option.substring(equals + 1));
    }
    return wanted;
  }

  private void throughUp(UpFile up, OutputStream out) throws IOException, InterruptedException {
    var query = new LinkedHashMap<String, String>();
    query.put("collection", collection);
    query.put("follow", Boolean.toString(follow));
    query.put("reduced", Boolean.toString(reduced));
    window().ifPresent(w -> query.put("since", w.toMillis() + "ms"));
    for (int i = 0; i < partitions.size(); i++) {
      query.put("partition." + i, partitions.get(i));
    }
    try (var client = new LocalClient(up);
        var body = client.get("/read", query)) {
      var buffer = new byte[BUFFER];
      for (int n = next(up, body, buffer); n >= 0; n = next(up, body, buffer)) {
        out.write(buffer, 0, n);
        if (body.available() == 0) {
          out.flush();
        }
      }
    }
  }

  private static int next(UpFile up, InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw new CliException(
          Exit.ENVIRONMENT,
          "The running `firth up` (pid " + up.pid() + ") ended before its answer did.",
          e);
    }
  }
}
