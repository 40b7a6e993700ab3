package dev.firth.protocol.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process and its pipes. It gets a process group of its own where the command setsid is
 * there; elsewhere the processes that it started and still knows are ended one by one. Should Firth
 * itself be killed, it learns so from its closed input only.
 */
final class PipedProcess implements ConnectorProcess {
  private static final int BUFFER = 256 << 10;

  private final Process process;
  private final boolean group;
  private final OutputStream input;
  private volatile boolean buried;

  PipedProcess(ProcessBuilder builder, boolean group) throws IOException {
    if (group) {
      builder.command().addFirst("setsid");
    }
    this.process = builder.start();
    this.group = group;
    this.input = process.getOutputStream();
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    input.write(bytes, 0, length);
    input.flush();
  }

  @Override
  public void closeInput() throws IOException {
    input.close();
  }

  @Override
  public int pump(Output output) throws IOException, InterruptedException {
    Thread errors = Thread.ofPlatform().daemon().name("stderr").start(() -> pumpErrors(output));
    var buffer = new byte[BUFFER];
    InputStream stdout = process.getInputStream();
    int length;
    while ((length = stdout.read(buffer, 0, buffer.length)) >= 0) {
      output.stdout(buffer, length);
    }
    int exit = process.waitFor();
    kill("KILL");
    buried = true;
    errors.join();
    return exit;
  }

  private void pumpErrors(Output output) {
    var buffer = new byte[8 << 10];
    try (InputStream stderr = process.getErrorStream()) {
      int length;
      while ((length = stderr.read(buffer, 0, buffer.length)) >= 0) {
        output.stderr(buffer, length);
      }
    } catch (IOException _) {
      // the process was ended: what it still had to say is lost
    }
  }

  @Override
  public void end() {
    if (buried) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    kill("TERM");
    process.destroy();
    boolean interrupted = false;
    try {
      process.waitFor(ConnectorLifetimes.GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      interrupted = true;
    }
    kill("KILL");
    children.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Signals the whole group, if it has one; a group that is gone is no error. */
  private void kill(String signal) {
    if (group) {
      try {
        new ProcessBuilder("kill", "-s", signal, "--", "-" + process.pid())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .onExit()
            .join();
      } catch (IOException _) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
      }
    }
  }
}
