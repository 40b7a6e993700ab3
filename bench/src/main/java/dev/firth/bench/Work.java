package dev.firth.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where things are, as {@code bench/run} says, and the copiers that can be measured there. */
final class Work {
  @Option(names = "--firth", required = true, hidden = true)
  private Path firth = Path.of("firth");

  @Option(names = "--bench", required = true, hidden = true)
  private Path bench = Path.of("bench");

  @Option(names = "--work", required = true, hidden = true)
  private Path folder = Path.of(".");

  @Option(names = "--no-peer", description = "leave Debezium out")
  private boolean noPeer;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "write a flight recording of Firth in process")
  private Path profile = Path.of("");

  Servers servers() throws IOException {
    return Servers.of(folder.resolve("servers"));
  }

  /** Starts Firth on an empty destination of that name. */
  FirthCopier firth(String database, boolean stdio)
      throws IOException, SQLException, InterruptedException {
    var servers = servers();
    servers.forgetCopiers();
    servers.freshCopy(database);
    Optional<Path> recording =
        stdio || profile.toString().isEmpty()
            ? Optional.empty()
            : Optional.of(profile.toAbsolutePath());
    return FirthCopier.begin(
        new FirthCopier.Setup(
            firth, bench.resolve("flow"), folder.resolve(database), stdio, recording),
        servers.env(database));
  }

  /** Starts the peer on an empty table in a destination of that name; empty if it is not here. */
  Optional<Copier> peer(String database) throws IOException, SQLException, InterruptedException {
    if (noPeer || !DebeziumCopier.present(bench)) {
      return Optional.empty();
    }
    var servers = servers();
    servers.forgetCopiers();
    servers.freshCopy(database).execute(Orders.CREATE);
    Map<String, String> env = servers.env(database);
    return Optional.of(DebeziumCopier.begin(bench, folder.resolve(database), env));
  }
}
