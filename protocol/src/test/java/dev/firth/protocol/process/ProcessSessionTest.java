package dev.firth.protocol.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firth.protocol.Ask;
import dev.firth.protocol.ConnectorCommand;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Samples;
import dev.firth.protocol.Session;
import dev.firth.protocol.SessionStories;
import dev.firth.protocol.fixture.Rows;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.specs.SecretMask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.MissingNode;

/** Stories with real child processes, over pipes and through connector-init. */
@Timeout(60)
class ProcessSessionTest {
  private static final SecretMask HIDDEN =
      SecretMask.of(List.of("s3cret!", "firth"), MissingNode.getInstance());

  enum Way {
    PIPES,
    INIT;

    ProcessLauncher launcher() throws Exception {
      if (this == PIPES) {
        return new ProcessLauncher(Optional.empty());
      }
      Process build = new ProcessBuilder("src/main/c/build", "target").start();
      assumeTrue(
          build.waitFor(60, TimeUnit.SECONDS) && build.exitValue() == 0,
          "no C compiler: connector-init is not tested");
      return new ProcessLauncher(Optional.of(Path.of("target/connector-init").toAbsolutePath()));
    }
  }

  @TempDir Path folder;

  private static ConnectorCommand java(String connector) {
    return ConnectorCommand.of(
        "Capture shop",
        "source-test",
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            TestConnectorMain.class.getName(),
            connector));
  }

  private static ConnectorCommand shell(String script) {
    return ConnectorCommand.of("Capture shop", "source-test", List.of("sh", "-c", script));
  }

  private static Session<CaptureRequest, CaptureResponse> open(Way way, ConnectorCommand command)
      throws Exception {
    var session = way.launcher().capture(command);
    session.send(Samples.openCapture("{}"));
    return session;
  }

  @ParameterizedTest
  @EnumSource
  void aQuestionIsAnsweredAndTheProcessEnds(Way way) throws Exception {
    var answer =
        Ask.one(
            way.launcher().capture(java("capture")),
            new CaptureRequest.Spec(),
            CaptureResponse.Spec.class);
    assertThat(answer.specification().resourcePathPointers()).containsExactly("/path");
  }

  @ParameterizedTest
  @EnumSource
  void manyDocumentsArriveWholeAndInOrder(Way way) throws Exception {
    try (var session = way.launcher().capture(java("capture"))) {
      session.send(Samples.openCapture("{\"documents\":200000,\"size\":300}"));
      long documents = 0;
      CaptureResponse response;
      while ((response = session.receive()) != null) {
        if (response instanceof CaptureResponse.Captured(var batch)) {
          for (int row = 0; row < batch.count(); row++) {
            assertThat(batch.length(row)).isEqualTo(300);
          }
          documents += batch.count();
        }
      }
      assertThat(documents).isEqualTo(200_000);
      assertThat(session.ended()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMaterializationLoadsWhatItStored(Way way) throws Exception {
    try (var session = way.launcher().materialize(java("materialize"))) {
      SessionStories.aMaterializationLoadsWhatItStored(session);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ourConnectorsSentenceArrivesAsItIs(Way way) throws Exception {
    try (var session = way.launcher().capture(java("capture"))) {
      SessionStories.aConnectorSaysWhyItPauses(session, OptionalInt.of(1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "echo '{\"level\":\"ERROR\",\"msg\":\"cannot log in\",\"fields\":{\"error\":\"bad user\"}}' >&2; exit 1 | failed (exit code 1): cannot log in: bad user",
        "echo '{\"level\":\"info\",\"msg\":\"hi\"}' >&2; echo 'KeyError: 5' >&2; exit 3 | failed (exit code 3): KeyError: 5",
        "echo '{\"level\":\"ERROR\",\"loggerName\":\"dev.firth.x\",\"formattedMessage\":\"dev.firth refuses s3cret!\"}' >&2; exit 1 | failed (exit code 1): dev.firth refuses (secret)",
        "exit 4 | failed (exit code 4).",
        "kill -9 $$ | was ended by signal 9 (SIGKILL; did memory run out?).",
        "echo 'password s3cret! is wrong' >&2; exit 1 | failed (exit code 1): password (secret) is wrong",
        "echo 'I log s3cret! here' | broke the protocol: expected a message, which is a JSON object on one line of its output (logs belong on its stderr), but came \"I log (secret) here\".",
        "echo '{\"checkpoint\":{}}'; sleep 100 | broke the protocol: expected Opened, but came Checkpoint.",
        "exit 0 | broke the protocol: expected Opened, but came the end.",
        "echo '{\"opened\":{}}'; printf '{\"checkpoint\":{\"state\":{\"updated\":{\"a\":'; printf '7%.0s' $(seq 1200); echo '}}}}'; sleep 100 | broke the protocol: expected a checkpoint as the protocol has it, but came one that is malformed."
      })
  void aFailureSaysWhatHappened(String script, String sentence) throws Exception {
    for (Way way : Way.values()) {
      try (var session = way.launcher().capture(shell(script).withMask(HIDDEN))) {
        assertThatThrownBy(
                () -> {
                  session.send(Samples.openCapture("{}"));
                  while (session.receive() != null) {
                    assertThat(session.ended()).isFalse();
                  }
                })
            .isInstanceOf(ConnectorFailure.class)
            .hasMessage("Capture shop: connector source-test " + sentence);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMessageWithoutItsNewlineIsStillReadAtAWellEnd(Way way) throws Exception {
    try (var session =
        open(way, shell("read line; printf '{\"opened\":{}}\n{\"checkpoint\":{}}'"))) {
      assertThat(session.receive()).isInstanceOf(CaptureResponse.Opened.class);
      assertThat(session.receive()).isInstanceOf(CaptureResponse.Checkpoint.class);
      assertThat(session.receive()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEnvironmentSaysHowToSpeakAndWithholdsCredentials(Way way) throws Exception {
    String script =
        "read line; printf '{\"opened\":{}}\n{\"checkpoint\":{\"state\":{\"updated\":{\"a\":\"%s\"}}}}\n' \"$FLOW_RUNTIME_CODEC $LOG_LEVEL $LOG_FORMAT ${AWS_SECRET_ACCESS_KEY:-none}\"";
    try (var session = open(way, shell(script))) {
      session.receive();
      assertThat(String.valueOf(session.receive())).contains("json info json none");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectorThatIgnoresEverythingAndItsChildrenAreKilledAfterTwoSeconds(Way way)
      throws Exception {
    Path pids = folder.resolve("pids");
    String script =
        "trap '' TERM; sh -c 'trap \"\" TERM; while :; do sleep 0.05; done' & echo $! $$ > "
            + pids
            + "; printf '{\"opened\":{}}\n'; while :; do sleep 0.05; done";
    var session = open(way, shell(script));
    assertThat(session.receive()).isInstanceOf(CaptureResponse.Opened.class);
    long start = System.nanoTime();
    session.close();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(took).isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(6));
    for (String pid : Files.readString(pids).strip().split(" ")) {
      Processes.awaitEnd(pid);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aChildThatOutlivesItsConnectorIsKilled(Way way) throws Exception {
    Path pid = folder.resolve("pid");
    String script =
        "read line; sleep 1000 >/dev/null 2>&1 </dev/null & echo $! > "
            + pid
            + "; printf '{\"opened\":{}}\n'; exit 0";
    try (var session = open(way, shell(script))) {
      assertThat(session.receive()).isInstanceOf(CaptureResponse.Opened.class);
      assertThat(session.receive()).isNull();
    }
    Processes.awaitEnd(Files.readString(pid).strip());
  }

  @ParameterizedTest
  @EnumSource
  void sendingToAConnectorThatClosedItsInputEndsWithItsFailure(Way way) throws Exception {
    String script =
        "exec 0<&-; printf '{\"opened\":{}}\n{\"acknowledged\":{}}\n{\"flushed\":{}}\n'; sleep 0.2; echo 'out of disk' >&2; exit 7";
    try (var session = way.launcher().materialize(shell(script))) {
      session.send(Samples.openMaterialization("{}"));
      session.receive();
      assertThatThrownBy(
              () -> {
                session.send(new MaterializeRequest.Acknowledge());
                session.receive();
                session.send(new MaterializeRequest.Flush());
                session.receive();
                for (int i = 0; i < 1_000_000; i++) {
                  session.send(
                      new MaterializeRequest.Store(
                          Rows.row(
                              "[1]", "[]", "{\"pad\":\"xxxxxxxxxxxxxxxxxxxxxxx\"}", false, false)));
                }
              })
          .hasMessageContaining("failed (exit code 7): out of disk");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectorThatIsNotThereIsRefused(Way way) throws Exception {
    var command = ConnectorCommand.of("Capture shop", "source-test", List.of("/no/such/connector"));
    assertThatThrownBy(
            () -> {
              try (var session = open(way, command)) {
                session.receive();
              }
            })
        .isInstanceOf(ConnectorFailure.class)
        .hasMessageContaining("Capture shop: connector source-test")
        .hasMessageContaining("/no/such/connector");
  }
}
