package dev.firth.connectors.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.fixture.Rows;
import dev.firth.protocol.message.Constraint;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.sdk.Transactions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteMaterializationTest {
  @TempDir Path folder;
  private SqliteTask task = new SqliteTask();

  @BeforeEach
  void place() {
    task = new SqliteTask().file(folder.resolve("out.db"));
  }

  private List<String> query(String sql) throws SQLException {
    var rows = new ArrayList<String>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("out.db"));
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        var row = new ArrayList<String>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }

  @Test
  void rowsAndCheckpointAreStoredTogetherAndFoundAgain() throws Exception {
    assertThat(task.apply().action()).isEqualTo("created table pages");
    try (Transactions first = task.open()) {
      assertThat(first.opened().checkpoint()).isEmpty();
      assertThat(first.opened().upsert()).isTrue();
      assertThat(Rows.load(first, "[\"a\"]")).isEmpty();
      first.store(task.row("[\"a\"]", "[3,{\"x\":[1]},true,0.5]", "{\"page\":\"a\",\"views\":3}"));
      first.startCommit(RawJson.of("{\"cut\":1}"));
      assertThat(Rows.load(first, "[\"a\"]", "[\"b\"]"))
          .containsExactly("{\"page\":\"a\",\"views\":3}");
      first.store(task.row("[\"a\"]", "[4,null,false,1e3]", "{\"page\":\"a\",\"views\":4}"));
      first.startCommit(RawJson.of("{\"cut\":2}"));
    }
    try (Transactions second = task.open()) {
      assertThat(second.opened().checkpoint()).contains(RawJson.of("{\"cut\":2}"));
    }
    assertThat(query("SELECT page, views, detail, live, rate, flow_document FROM pages"))
        .containsExactly("a|4|null|0|1000.0|{\"page\":\"a\",\"views\":4}");
  }

  @Test
  void whatIsNotCommittedIsRolledBack() throws Exception {
    task.apply();
    try (Transactions transactions = task.open()) {
      transactions.store(task.row("[\"a\"]", "[3,null,true,1]", "{}"));
    }
    assertThat(query("SELECT * FROM pages")).isEmpty();
  }

  @Test
  void aSecondInstanceFencesTheFirstOut() throws Exception {
    task.apply();
    try (Transactions zombie = task.open();
        Transactions owner = task.open()) {
      assertThatThrownBy(() -> zombie.store(task.row("[\"a\"]", "[3,null,true,1]", "{}")))
          .hasMessage("another instance of this task writes the file now; this one ends.");
      zombie.close();
      owner.store(task.row("[\"a\"]", "[5,null,true,1]", "{}"));
      owner.startCommit(RawJson.of("{}"));
    }
    assertThat(query("SELECT views FROM pages")).containsExactly("5");
  }

  @ParameterizedTest
  @CsvSource({"true, ''", "false, a|3"})
  void aDeletionGoesHardOrSoft(boolean hard, String left) throws Exception {
    task.hardDelete(hard).apply();
    try (Transactions transactions = task.open()) {
      transactions.store(task.row("[\"a\"]", "[3,null,true,1]", "{}"));
      transactions.startCommit(RawJson.of("{}"));
      transactions.store(task.deleted("[\"a\"]", "[3,null,true,1]", "{}"));
      transactions.startCommit(RawJson.of("{}"));
    }
    assertThat(query("SELECT page, views FROM pages"))
        .isEqualTo(left.isEmpty() ? List.of() : List.of(left));
  }

  /** Two keys of the collection, which the column takes for one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "castToString | true | integer,string | 1 | \"1\"",
        "ddl | \"NUMERIC\" | string | \"1.0\" | \"1.00\"",
        "ddl | \"TEXT COLLATE NOCASE\" | string | \"a\" | \"A\""
      })
  void aDeletionLeavesTheRowToAKeyThatTheColumnTakesForTheSame(
      String option, String value, String types, String from, String to) throws Exception {
    for (boolean hard : List.of(true, false)) {
      for (boolean turned : List.of(true, false)) {
        Files.deleteIfExists(folder.resolve("out.db"));
        task.key(option, RawJson.of(value).tree(), types.split(",")).hardDelete(hard).apply();
        var old = task.row("[" + from + "]", "[1,null,true,1]", "{\"page\":" + from + "}");
        var gone = task.deleted("[" + from + "]", "[2,null,true,1]", "{\"page\":" + from + "}");
        var here = task.row("[" + to + "]", "[3,null,true,1]", "{\"page\":" + to + "}");
        try (Transactions transactions = task.open()) {
          transactions.store(old);
          transactions.startCommit(RawJson.of("{}"));
          transactions.store(turned ? here : gone);
          transactions.store(turned ? gone : here);
          transactions.startCommit(RawJson.of("{}"));
        }
        assertThat(query("SELECT views FROM pages")).containsExactly("3");
      }
    }
  }

  @Test
  void newFieldsBecomeColumnsAndABackfillMakesTheTableAnew() throws Exception {
    task.values("views", "detail").apply();
    try (Transactions transactions = task.open()) {
      transactions.store(task.row("[\"a\"]", "[3,null]", "{}"));
      transactions.startCommit(RawJson.of("{}"));
    }
    assertThat(task.values("views", "detail", "live", "rate").apply().action())
        .isEqualTo("added column live to table pages; added column rate to table pages");
    assertThat(task.apply().action()).isEmpty();
    assertThat(query("SELECT page, views, rate FROM pages")).containsExactly("a|3|null");
    assertThat(task.backfill(1).apply().action())
        .isEqualTo("emptied table pages; created table pages");
    assertThat(task.apply().action()).isEmpty();
    assertThat(query("SELECT * FROM pages")).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}, then {2} {3}")
  @CsvSource(
      delimiter = '!',
      value = {
        "integer ! 7    ! number ! 7.5   ! made column views of table pages REAL, which was INTEGER ! a|7.0;b|7.5",
        "integer ! 7    ! string ! \"x\" ! made column views of table pages TEXT, which was INTEGER ! a|7;b|x",
        "number  ! 7.5  ! string ! \"x\" ! made column views of table pages TEXT, which was REAL ! a|7.5;b|x",
        "boolean ! true ! string ! \"x\" ! made column views of table pages TEXT, which was BOOLEAN ! a|true;b|x",
        "number  ! 7.5  ! integer ! 8    ! '' ! a|7.5;b|8.0",
      })
  void aColumnIsWidenedWithItsValues(
      String was, String first, String is, String second, String action, String rows)
      throws Exception {
    task.viewsAre(was).values("views").apply();
    store("[\"a\"]", "[" + first + "]");
    task.viewsAre(is);
    assertThat(type(task.validate().bindings().getFirst().constraints(), "views"))
        .isEqualTo(Constraint.Type.LOCATION_RECOMMENDED);

    assertThat(task.apply().action()).isEqualTo(action);
    store("[\"b\"]", "[" + second + "]");

    assertThat(query("SELECT page, views FROM pages")).isEqualTo(List.of(rows.split(";")));
    assertThat(task.apply().action()).isEmpty();
  }

  private void store(String key, String values) throws Exception {
    try (Transactions transactions = task.open()) {
      transactions.store(task.row(key, values, "{}"));
      transactions.startCommit(RawJson.of("{}"));
    }
  }

  @Test
  void aFileThatAnotherStoreFilledIsRefusedOrTakenOver() throws Exception {
    task.store("7c").apply();
    task.open().close();
    assertThatThrownBy(() -> task.store("99").apply())
        .hasMessage(
            "table pages was filled by another Firth (store 7c). Use another table, or --take-over to empty and refill it.")
        .isInstanceOfSatisfying(
            ConnectorFailure.class, e -> assertThat(e.reason()).contains("DestinationTaken"));
    assertThat(task.takeOver(true).apply().action()).isEqualTo("created table pages");
    try (Transactions transactions = task.open()) {
      assertThat(transactions.opened().checkpoint()).isEmpty();
    }
  }

  @Test
  void twoTasksOnOneFileAreRefused() {
    task.apply();
    assertThatThrownBy(() -> task.name("other").apply())
        .hasMessageContaining("the file is written by Materialization warehouse already");
  }

  @Test
  void aTableOfSomebodyElseOrOneThatIsGoneIsRefused() throws Exception {
    update("CREATE TABLE pages (x)");
    assertThatThrownBy(() -> task.apply())
        .hasMessage(
            "table pages exists already and Firth did not make it. Use another table, or drop it.");
    update("DROP TABLE pages");
    task.apply();
    update("DROP TABLE pages");
    assertThatThrownBy(() -> task.apply())
        .hasMessage(
            "table pages is gone. To fill it again, give the binding another name and another table.");
    assertThatThrownBy(() -> task.open()).hasMessageContaining("table pages is gone");
  }

  private void update(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("out.db"));
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Test
  void aWholeNumberBeyond64BitsPausesWithTheField() throws Exception {
    task.apply();
    try (Transactions transactions = task.open()) {
      assertThatThrownBy(
              () ->
                  transactions.store(
                      task.row("[\"a\"]", "[123456789012345678901,null,true,1]", "{}")))
          .hasMessageContaining(
              "table pages, field views: 123456789012345678901 is no whole number of 64 bits.")
          .hasMessageContaining("castToString");
    }
  }

  @Test
  void deltaUpdatesAddARowForEveryTransaction() throws Exception {
    task.deltaUpdates(true).apply();
    try (Transactions transactions = task.open()) {
      transactions.store(task.row("[\"a\"]", "[1,null,true,1]", "{}"));
      transactions.startCommit(RawJson.of("{}"));
      transactions.store(task.row("[\"a\"]", "[2,null,true,1]", "{}"));
      transactions.startCommit(RawJson.of("{}"));
    }
    assertThat(query("SELECT page, views FROM pages")).containsExactly("a|1", "a|2");
  }

  @Test
  void constraintsSayWhatFits() {
    var constraints = task.validate().bindings().getFirst().constraints();
    assertThat(type(constraints, "page")).isEqualTo(Constraint.Type.LOCATION_REQUIRED);
    assertThat(type(constraints, "flow_document")).isEqualTo(Constraint.Type.LOCATION_REQUIRED);
    assertThat(type(constraints, "views")).isEqualTo(Constraint.Type.LOCATION_RECOMMENDED);
    assertThat(type(constraints, "detail")).isEqualTo(Constraint.Type.FIELD_OPTIONAL);
    for (String field : List.of("nothing", "", "a\0b")) {
      assertThat(type(constraints, field)).isEqualTo(Constraint.Type.FIELD_FORBIDDEN);
    }
  }

  @Test
  void anExistingColumnOfAnotherTypeIsIncompatibleUntilABackfill() {
    task.apply();
    task.viewsAre("boolean");
    assertThat(task.validate().bindings().getFirst().constraints())
        .containsEntry(
            "views",
            List.of(
                new Constraint(
                    Constraint.Type.INCOMPATIBLE,
                    "the column \"views\" is INTEGER, but the collection's schema now needs BOOLEAN",
                    "views")));
    assertThat(type(task.backfill(1).validate().bindings().getFirst().constraints(), "views"))
        .isEqualTo(Constraint.Type.LOCATION_RECOMMENDED);
  }

  private static Constraint.Type type(Map<String, List<Constraint>> constraints, String field) {
    return constraints.getOrDefault(field, List.of()).getFirst().type();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {\"table\":\"t\"} | config.path: expected a text, but it is absent.",
        "{\"path\":\"/no/such/x.db\"} | {\"table\":\"t\"} | config.path: folder /no/such does not exist. Create it, or correct the path.",
        "{\"path\":\"/\"} | {\"table\":\"t\"} | config.path: / is a folder, but a file is needed.",
        "{\"path\":\"/tmp/x.db\",\"hardDelete\":\"yes\"} | {\"table\":\"t\"} | config.hardDelete: expected true or false, but it is \"yes\".",
        "{\"path\":\"/tmp/x.db\"} | {} | resource.table: expected a text, but it is absent.",
        "{\"path\":\"/tmp/x.db\"} | {\"table\":\"firth_x\"} | resource.table: \"firth_x\" is reserved. Use another name.",
        "{\"path\":\"/tmp/x.db\",\"hardDelete\":true} | {\"table\":\"t\",\"deltaUpdates\":true} | resource.deltaUpdates: table \"t\" cannot have delta updates while config.hardDelete is true: deletions would be lost."
      })
  void aWrongConfigurationIsRefusedWithASentence(String config, String resource, String sentence) {
    assertThatThrownBy(
            () ->
                new SqliteMaterialization()
                    .validate(
                        new MaterializeRequest.Validate(
                            "w",
                            RawJson.of(config).tree(),
                            List.of(task.toValidate(RawJson.of(resource).tree())),
                            Optional.empty())))
        .hasMessage(sentence);
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws Exception {
    Files.writeString(
        folder.resolve("out.db"), "this is a diary, not a database, and long enough".repeat(20));
    assertThatThrownBy(() -> task.apply()).hasMessageContaining("is no SQLite database");
  }
}
