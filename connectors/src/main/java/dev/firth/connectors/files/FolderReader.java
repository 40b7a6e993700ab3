package dev.firth.connectors.files;

import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.sdk.CaptureOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the files of a folder on, for every binding that they match, and keeps the state of that.
 */
final class FolderReader {
  private static final long CHECKPOINT_BYTES = 1 << 20;

  /**
   * One binding.
   *
   * @param positions by the file's path in the folder; changes as files are read
   */
  record Watched(PathMatcher matcher, String stateKey, Map<String, FilePosition> positions) {}

  private final Path folder;
  private final List<Watched> bindings;
  private final boolean rest;
  private final CaptureOutput output;
  private final LineFile lines = new LineFile();
  private ObjectNode patch = JsonNodeFactory.instance.objectNode();
  private long bytes;

  /**
   * @param rest whether what follows a file's last newline is a document as well
   */
  FolderReader(Path folder, List<Watched> bindings, boolean rest, CaptureOutput output) {
    this.folder = folder;
    this.bindings = bindings;
    this.rest = rest;
    this.output = output;
  }

  /** Reads every one of these files on, in order; paths are those in the folder. */
  void read(Iterable<Path> files) throws IOException, InterruptedException {
    for (Path file : files) {
      for (int binding = 0; binding < bindings.size(); binding++) {
        if (bindings.get(binding).matcher().matches(file)) {
          read(file, binding);
        }
      }
    }
  }

  private void read(Path file, int binding) throws IOException, InterruptedException {
    Watched watched = bindings.get(binding);
    String name = file.toString().replace('\\', '/');
    Path path = folder.resolve(file);
    FilePosition from = watched.positions().getOrDefault(name, FilePosition.START);
    if (!Files.isRegularFile(path)) {
      return;
    }
    try {
      lines.read(path, name, from, rest, new Sink(binding, watched, name));
      checkpoint(false); // a document that breaks its schema holds back its own file alone
    } catch (NoSuchFileException _) {
      // taken away since the folder was listed: its position stays, should it come back
    } catch (RuntimeException failure) {
      checkpoint(false);
      throw failure;
    }
  }

  /**
   * Passes on what was read since the last one.
   *
   * @param caughtUp whether all that the folder held at first is read: said even if nothing is new
   */
  void checkpoint(boolean caughtUp) throws InterruptedException {
    if (caughtUp || !patch.isEmpty()) {
      output.checkpoint(
          new CaptureResponse.Checkpoint(ConnectorState.patch(RawJson.of(patch)), caughtUp));
      patch = JsonNodeFactory.instance.objectNode();
      bytes = 0;
    }
  }

  private final class Sink implements LineFile.Lines {
    private final int binding;
    private final Watched watched;
    private final String name;

    Sink(int binding, Watched watched, String name) {
      this.binding = binding;
      this.watched = watched;
      this.name = name;
    }

    @Override
    public void document(byte[] json, int offset, int length) throws InterruptedException {
      output.document(binding, json, offset, length);
      bytes += length;
    }

    @Override
    public void reached(FilePosition position) throws InterruptedException {
      watched.positions().put(name, position);
      patch.withObjectProperty(watched.stateKey()).set(name, position.toJson());
      if (bytes >= CHECKPOINT_BYTES) {
        checkpoint(false);
      }
    }
  }
}
