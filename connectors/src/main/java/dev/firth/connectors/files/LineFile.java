package dev.firth.connectors.files;

import dev.firth.documents.json.JsonException;
import dev.firth.documents.json.Tape;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one file from a position on. Reused for file after file; one thread. */
final class LineFile {
  private static final int CHUNK = 256 << 10;

  /** Takes what a file holds. */
  interface Lines {
    /** One document. */
    void document(byte[] bytes, int offset, int length) throws InterruptedException;

    /** The file is read so far, between two lines. Comes at least every few chunks. */
    void reached(FilePosition position) throws InterruptedException;
  }

  private final Tape tape = new Tape();
  private byte[] buffer = new byte[CHUNK];

  /**
   * Reads on to the last newline.
   *
   * @param name of the file, for sentences
   * @param rest whether what follows the last newline is a line as well
   * @throws ConnectorFailure if the file is not the one that the position was reached in, or a line
   *     is no document
   */
  void read(Path file, String name, FilePosition from, boolean rest, Lines lines)
      throws IOException, InterruptedException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      recognise(channel, name, from);
      FilePosition position = from;
      FilePosition before;
      do {
        before = position;
        position = readChunk(channel, name, position, rest, lines);
      } while (position.offset() > before.offset());
    }
  }

  private static void recognise(FileChannel channel, String name, FilePosition from)
      throws IOException {
    if (channel.size() < from.offset()) {
      throw ConnectorFailure.pause(
          "FileChanged",
          ("file %s got shorter: it was read up to byte %d and has %d bytes now. Files may only grow: put new content into "
                  + "a new file, or give the binding another name to read everything again.")
              .formatted(name, from.offset(), channel.size()));
    }
    if (!from.head().isEmpty() && !head(channel, from.headLength()).equals(from.head())) {
      throw ConnectorFailure.pause(
          "FileChanged",
          ("file %s is another one now: its first %d bytes changed. Files may only grow: put new content into a new file, or "
                  + "give the binding another name to read everything again.")
              .formatted(name, from.headLength()));
    }
  }

  private static String head(FileChannel channel, int length) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(length);
    while (head.hasRemaining() && channel.read(head, head.position()) >= 0) {
      continue;
    }
    return FilePosition.hash(head.flip());
  }

  private FilePosition readChunk(
      FileChannel channel, String name, FilePosition from, boolean rest, Lines lines)
      throws IOException, InterruptedException {
    int end = fill(channel, from.offset(), 0);
    int last = lastNewline(end);
    while (last < 0 && end == buffer.length) {
      if (buffer.length > Limits.DOCUMENT) {
        throw malformed(name, from.lines(), from.offset(), "the line is longer than 16 MiB");
      }
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      end = fill(channel, from.offset(), end);
      last = lastNewline(end);
    }
    boolean takeRest = rest && last < end - 1 && end < buffer.length;
    int limit = takeRest ? end : last + 1;
    return limit == 0 ? from : passOn(channel, name, from, limit, lines);
  }

  private int fill(FileChannel channel, long offset, int at) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(buffer, at, buffer.length - at);
    while (target.hasRemaining() && channel.read(target, offset + target.position()) >= 0) {
      continue;
    }
    return target.position();
  }

  private int lastNewline(int end) {
    int at = end - 1;
    while (at >= 0 && buffer[at] != '\n') {
      at--;
    }
    return at;
  }

  private FilePosition passOn(
      FileChannel channel, String name, FilePosition from, int limit, Lines lines)
      throws IOException, InterruptedException {
    int start = 0;
    long count = from.lines();
    @Nullable ConnectorFailure failure = null;
    while (start < limit && failure == null) {
      int end = start;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      failure = passOn(name, count, from.offset() + start, start, end, lines);
      if (failure == null) {
        count++;
        start = Math.min(end + 1, limit);
      }
    }
    FilePosition reached = from;
    if (start > 0) {
      long offset = from.offset() + start;
      int headLength = FilePosition.headLength(offset);
      String head =
          headLength == from.headLength() && !from.head().isEmpty()
              ? from.head()
              : head(channel, headLength);
      reached = new FilePosition(offset, count, headLength, head);
      lines.reached(reached);
    }
    if (failure != null) {
      throw failure;
    }
    return reached;
  }

  private @Nullable ConnectorFailure passOn(
      String name, long line, long offset, int start, int end, Lines lines)
      throws InterruptedException {
    int stop = end;
    while (stop > start && blank(buffer[stop - 1])) {
      stop--;
    }
    if (stop == start) {
      return null;
    }
    if (stop - start > Limits.DOCUMENT) {
      return malformed(name, line, offset, "the line is longer than 16 MiB");
    }
    try {
      tape.parse(buffer, start, stop - start);
    } catch (JsonException e) {
      return malformed(name, line, offset + e.offset(), String.valueOf(e.getMessage()));
    }
    if (tape.type(0) != Tape.OBJECT) {
      return malformed(name, line, offset, "expected a JSON object");
    }
    lines.document(buffer, start, stop - start);
    return null;
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private static ConnectorFailure malformed(String name, long line, long offset, String reason) {
    return ConnectorFailure.pause(
        "MalformedLine",
        "file %s, line %d (byte %d of the file): %s. Correct the line, or take the file away; the lines before it were captured."
            .formatted(name, line + 1, offset, reason));
  }
}
