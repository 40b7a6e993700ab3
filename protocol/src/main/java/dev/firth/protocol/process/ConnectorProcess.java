package dev.firth.protocol.process;

import java.io.IOException;

/** A running connector and its standard streams. One thread writes, one pumps, any may end it. */
interface ConnectorProcess {
  /** Takes what the process writes. */
  interface Output {
    void stdout(byte[] bytes, int length) throws InterruptedException;

    void stderr(byte[] bytes, int length);
  }

  /** Writes to its input. Blocks while it does not read. */
  void write(byte[] bytes, int length) throws IOException;

  /** Closes its input. */
  void closeInput() throws IOException;

  /**
   * Passes on what it writes until it has ended.
   *
   * @return its exit code, 128 + n if signal n ended it
   */
  int pump(Output output) throws IOException, InterruptedException;

  /**
   * Ends it and everything that it started: SIGTERM, after 2 s SIGKILL to its group. Returns once
   * nothing of it runs. Repeating it does nothing.
   */
  void end();
}
