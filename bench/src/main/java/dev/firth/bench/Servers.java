package dev.firth.bench;

import dev.firth.e2e.Database;
import dev.firth.e2e.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The two PostgreSQL servers, which the script has started. */
final class Servers {
  private static final String ADMINISTRATION = "postgres";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, String> env;

  private Servers(Map<String, String> env) {
    this.env = env;
  }

  /**
   * Those that an {@code .env} names.
   *
   * @param folder with the file, of lines {@code source-db.address=...} and the like
   */
  static Servers of(Path folder) throws IOException {
    var env = new TreeMap<String, String>();
    for (var line : Files.readAllLines(folder.resolve(".env"))) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        env.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return new Servers(env);
  }

  /** The lines of the {@code .env}, of which the destination's database is another. */
  Map<String, String> env(String copyDatabase) {
    var lines = new TreeMap<>(env);
    lines.put("copy-db.database", copyDatabase);
    return lines;
  }

  Database source() {
    return database("source-db", ADMINISTRATION);
  }

  Database copy(String name) {
    return database("copy-db", name);
  }

  private Database database(String server, String name) {
    return new Database(
        env.getOrDefault(server + ".address", ""),
        name,
        env.getOrDefault(server + ".user", ""),
        env.getOrDefault(server + ".password", ""));
  }

  /** An empty destination, dropped first if it is there. */
  Database freshCopy(String name) throws SQLException {
    var administration = copy(ADMINISTRATION);
    administration.execute("drop database if exists " + name + " with (force)");
    administration.execute("create database " + name);
    return copy(name);
  }

  /** Drops what a copier that has ended left at the source: its slot holds WAL back. */
  void forgetCopiers() throws SQLException, InterruptedException {
    var source = source();
    Waiting.until(
        "replication slots to be free",
        PATIENCE,
        () -> source.one("select count(*) from pg_replication_slots where active").equals("0"));
    source.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots");
    source.execute(
        "do $$ declare p text; begin for p in select pubname from pg_publication loop"
            + " execute format('drop publication %I', p); end loop; end $$");
  }
}
