package dev.firth.protocol.process;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A connector behind connector-init: frames over a unix socket carry its streams, and the socket's
 * end ends it, however Firth itself ended. A frame is a type (1 byte), a length (4, little endian)
 * and its bytes.
 */
final class InitProcess implements ConnectorProcess {
  private static final int HEADER = 5;
  private static final byte STDIN = 0;
  private static final byte STDIN_END = 1;
  private static final byte STDOUT = 16;
  private static final byte STDERR = 17;
  private static final byte EXIT = 18;
  private static final Duration RETRY = Duration.ofMillis(5);

  private final Process init;
  private final Path socket;
  private final SocketChannel channel;
  private final ByteBuffer writing = ByteBuffer.allocateDirect(HEADER + (64 << 10));

  InitProcess(ProcessBuilder builder, Path connectorInit) throws IOException {
    Path folder = Files.createTempDirectory("firth-connector");
    this.socket = folder.resolve("s");
    builder
        .command()
        .addAll(0, java.util.List.of(connectorInit.toString(), "--once", socket.toString(), "--"));
    builder.redirectInput(ProcessBuilder.Redirect.PIPE);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      this.init = builder.start();
    } catch (IOException e) {
      remove();
      throw e;
    }
    try {
      this.channel = connect();
    } catch (IOException e) {
      init.destroyForcibly().onExit().join();
      remove();
      throw e;
    }
    writing.order(ByteOrder.LITTLE_ENDIAN);
  }

  private SocketChannel connect() throws IOException {
    long deadline = System.nanoTime() + ConnectorLifetimes.PATIENCE.toNanos();
    while (true) {
      SocketChannel connecting = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        connecting.connect(UnixDomainSocketAddress.of(socket));
        return connecting;
      } catch (IOException e) {
        connecting.close();
        if (System.nanoTime() > deadline || endsAtOnce()) {
          throw e;
        }
      }
    }
  }

  /** Whether connector-init ends before the next try: it tells nobody when it begins to listen. */
  private boolean endsAtOnce() {
    try {
      return init.waitFor(RETRY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    for (int at = 0; at < length; ) {
      int size = Math.min(length - at, writing.capacity() - HEADER);
      frame(STDIN, bytes, at, size);
      at += size;
    }
  }

  @Override
  public void closeInput() throws IOException {
    frame(STDIN_END, new byte[0], 0, 0);
  }

  private synchronized void frame(byte type, byte[] bytes, int offset, int size)
      throws IOException {
    writing.clear();
    writing.put(type).putInt(size).put(bytes, offset, size).flip();
    while (writing.hasRemaining()) {
      channel.write(writing);
    }
  }

  @Override
  public int pump(Output output) throws IOException, InterruptedException {
    var buffer = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    var bytes = new byte[1 << 20];
    while (true) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("connector-init ended");
      }
      buffer.flip();
      while (buffer.remaining() >= HEADER) {
        int size = buffer.getInt(buffer.position() + 1);
        if (buffer.remaining() < HEADER + size) {
          break;
        }
        byte type = buffer.get();
        buffer.getInt();
        buffer.get(bytes, 0, size);
        switch (type) {
          case STDOUT -> output.stdout(bytes, size);
          case STDERR -> output.stderr(bytes, size);
          case EXIT -> {
            return Byte.toUnsignedInt(bytes[0]);
          }
          default -> throw new IOException("connector-init sent a frame of type " + type);
        }
      }
      buffer.compact();
    }
  }

  @Override
  public void end() {
    boolean interrupted = false;
    try {
      channel.close();
      Duration patience = ConnectorLifetimes.GRACE.plus(ConnectorLifetimes.PATIENCE);
      if (!init.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        init.destroyForcibly();
      }
    } catch (IOException _) {
      init.destroyForcibly();
    } catch (InterruptedException _) {
      interrupted = true;
    }
    init.onExit().join();
    remove();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void remove() {
    try {
      Files.deleteIfExists(socket);
      Files.deleteIfExists(socket.getParent());
    } catch (IOException _) {
      // an empty folder under /tmp is left
    }
  }
}
