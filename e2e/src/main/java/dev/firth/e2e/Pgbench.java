package dev.firth.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code pgbench -n} itself. */
final class Pgbench implements Writer {
  private final Program program;

  private Pgbench(Program program) {
    this.program = program;
  }

  /**
   * Starts it.
   *
   * @param executable the program
   * @param rate transactions a second; 0 is as fast as it goes
   */
  static Pgbench start(Path executable, Path work, Database database, int clients, int rate)
      throws IOException {
    var address = database.address().split(":", 2);
    var command = new ArrayList<>(List.of(executable.toString(), "-n", "-j", "1", "-T", "86400"));
    command.addAll(List.of("-c", Integer.toString(clients)));
    command.addAll(List.of("-h", address[0], "-p", address[1], "-U", database.user()));
    if (rate > 0) {
      command.addAll(List.of("-R", Integer.toString(rate)));
    }
    command.add(database.database());
    var environment = Map.of("PGPASSWORD", database.password(), "PGAPPNAME", Writer.CONNECTIONS);
    return new Pgbench(Program.start("pgbench", work.resolve("logs"), work, environment, command));
  }

  @Override
  public void check() throws IOException {
    if (!program.alive()) {
      throw new AssertionError("pgbench ended by itself:\n" + program.tail(5));
    }
  }

  @Override
  public void close() throws InterruptedException {
    program.stop();
  }
}
