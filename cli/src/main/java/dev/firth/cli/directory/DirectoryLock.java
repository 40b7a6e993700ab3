package dev.firth.cli.directory;

import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One {@code up} a directory: an operating system lock, so that it goes with the process however
 * that ends.
 */
public final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock, or says which process holds it. */
  public static DirectoryLock take(FlowDirectory flow) {
    var file = flow.lock();
    try {
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new CliException(
            Exit.ENVIRONMENT,
            "Another `firth up` ("
                + holder(file)
                + ") runs "
                + flow.directory()
                + ". Stop it first, or run a copy of the directory.");
      }
      channel.truncate(0);
      var pid = "pid " + ProcessHandle.current().pid();
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
      return new DirectoryLock(channel);
    } catch (IOException e) {
      throw new CliException(Exit.ENVIRONMENT, "Cannot lock " + file + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String holder(Path file) throws IOException {
    var pid = Files.readString(file).strip();
    return pid.isEmpty() ? "of an unknown process" : pid;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
