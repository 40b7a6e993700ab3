package dev.firth.protocol.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** connector-init by itself, as a pod runs it. */
@Timeout(30)
class ConnectorInitTest {
  private static final Path INIT = Path.of("target/connector-init").toAbsolutePath();

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void build() throws Exception {
    Process build = new ProcessBuilder("src/main/c/build", "target").start();
    assumeTrue(
        build.waitFor(60, TimeUnit.SECONDS) && build.exitValue() == 0,
        "no C compiler: connector-init is not tested");
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  private Process init(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  private SocketChannel connect() throws Exception {
    Path socket = folder.resolve("s");
    Processes.await("the socket", Duration.ofSeconds(5), () -> Files.exists(socket));
    return SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  private static void send(SocketChannel channel, int type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(5 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    frame.put((byte) type).putInt(bytes.length).put(bytes).flip();
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  /** Everything up to the exit frame, as type and text. */
  private static String receive(SocketChannel channel) throws IOException {
    var out = new StringBuilder();
    while (true) {
      ByteBuffer header = read(channel, 5);
      int type = header.get();
      ByteBuffer bytes = read(channel, header.getInt());
      if (type == 18) {
        return out.append("exit ").append(bytes.get() & 0xff).toString();
      }
      out.append(type).append(' ').append(StandardCharsets.UTF_8.decode(bytes)).append('|');
    }
  }

  private static ByteBuffer read(SocketChannel channel, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new IOException("connector-init closed the connection");
      }
    }
    return buffer.flip();
  }

  @Test
  void everyConnectionRunsTheProgramAnewWithItsStreamsAndStatus() throws Exception {
    init(
        INIT.toString(),
        folder.resolve("s").toString(),
        "--",
        "sh",
        "-c",
        "read line; echo \"got $line\"; exec 1>&-; cat >&2; exit 7");
    for (String word : List.of("one", "two")) {
      try (SocketChannel channel = connect()) {
        send(channel, 0, word + "\nrest of " + word);
        send(channel, 1, "");
        assertThat(receive(channel))
            .isEqualTo("16 got " + word + "\n|17 rest of " + word + "|exit 7");
      }
    }
  }

  @Test
  void aSignalReachesTheGroup() throws Exception {
    init(
        INIT.toString(),
        folder.resolve("s").toString(),
        "--",
        "sh",
        "-c",
        "trap 'exit 42' USR1; echo ready; while :; do sleep 0.02; done");
    try (SocketChannel channel = connect()) {
      assertThat(read(channel, 5 + 6).get(0)).isEqualTo((byte) 16);
      send(channel, 2, "\n"); // SIGUSR1 is 10, as a newline is
      assertThat(receive(channel)).endsWith("exit 42");
    }
  }

  @Test
  void theNextSessionStartsOnlyWhenNothingOfTheLastIsLeft() throws Exception {
    Path pid = folder.resolve("pid");
    Process init =
        init(
            INIT.toString(),
            folder.resolve("s").toString(),
            "--",
            "sh",
            "-c",
            "[ -e %1$s ] && kill -0 $(cat %1$s) 2>/dev/null && exit 9; echo $$ > %1$s; trap '' TERM; setsid sh -c 'while :; do sleep 0.05; done' & while :; do sleep 0.05; done"
                .formatted(pid));
    String first;
    try (SocketChannel channel = connect()) {
      Processes.await("its start", Duration.ofSeconds(5), () -> Files.exists(pid));
      first = Files.readString(pid);
      assertThat(channel.isConnected()).isTrue();
    }
    try (SocketChannel channel = connect()) {
      Processes.await(
          "the second session", Duration.ofSeconds(8), () -> !Files.readString(pid).equals(first));
      init.destroy();
      assertThat(receive(channel)).isEqualTo("exit 137");
    }
    assertThat(init.waitFor()).isZero();
    Processes.awaitEnd(Files.readString(pid).strip());
  }

  @Test
  void onceItEndsWithItsParent() throws Exception {
    Path pid = folder.resolve("pid");
    Process parent =
        init(
            "sh",
            "-c",
            INIT
                + " --once "
                + folder.resolve("s")
                + " -- cat & echo $! > "
                + pid
                + "; while :; do sleep 0.05; done");
    try (SocketChannel channel = connect()) {
      send(channel, 0, "x");
      assertThat(read(channel, 5 + 1).get(5)).isEqualTo((byte) 'x');
      parent.destroyForcibly().waitFor();
      assertThat(receive(channel)).isEqualTo("exit 143");
    }
    Processes.awaitEnd(Files.readString(pid).strip());
  }

  @Test
  void aProgramThatIsNotThereSaysSo() throws Exception {
    init(INIT.toString(), folder.resolve("s").toString(), "--", "/no/such/program");
    try (SocketChannel channel = connect()) {
      assertThat(receive(channel))
          .isEqualTo("17 cannot run /no/such/program: No such file or directory\n|exit 127");
    }
  }
}
