package dev.firth.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Moves finished files to their names so that they are there after a loss of power: the file's
 * bytes are forced first, then it is published, then its folder is forced, and the folders above it
 * that are new. What is not forced may vanish, or come back empty.
 */
final class Durable {
  private static final int FOLDERS_REMEMBERED = 10_000;

  private final boolean fsync;
  private final ReentrantLock creating = new ReentrantLock();
  private final Set<Path> forcedFolders = ConcurrentHashMap.newKeySet();

  Durable(boolean fsync) {
    this.fsync = fsync;
  }

  boolean fsync() {
    return fsync;
  }

  /** Forces the bytes of a file that is being written. */
  void force(FileChannel file) throws IOException {
    if (fsync) {
      file.force(true);
    }
  }

  /** Gives a forced file the name unless the name is taken; the old name stays. */
  void link(Path finished, Path root, Path name) throws IOException {
    publish(root, name, () -> Files.createLink(name, finished));
  }

  /** Gives a forced file the name, replacing what had it. */
  void replace(Path finished, Path root, Path name) throws IOException {
    publish(
        root,
        name,
        () ->
            Files.move(
                finished,
                name,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING));
  }

  /** Forces a file that somebody else wrote and published, and its folders. */
  void settle(Path root, Path name) throws IOException {
    if (!fsync) {
      return;
    }
    try (FileChannel file = FileChannel.open(name, StandardOpenOption.READ)) {
      file.force(true);
    }
    for (Path at = folderOf(name); at.startsWith(root); at = folderOf(at)) {
      forceFolder(at);
    }
  }

  private interface Publication {
    void run() throws IOException;
  }

  private void publish(Path root, Path name, Publication publication) throws IOException {
    Path folder = folderOf(name);
    for (int attempt = 0; ; attempt++) {
      try {
        ensureFolder(root, folder);
        publication.run();
        forceFolder(folder);
        return;
      } catch (NoSuchFileException e) {
        // A delete beside us took a folder away because it was empty.
        if (attempt == 100) {
          throw e;
        }
        forcedFolders.removeIf(folder::startsWith);
      }
    }
  }

  private void ensureFolder(Path root, Path folder) throws IOException {
    if (forcedFolders.contains(folder)) {
      return;
    }
    creating.lock();
    try {
      Deque<Path> missing = new ArrayDeque<>();
      for (Path at = folder; !at.equals(root) && !forcedFolders.contains(at); at = folderOf(at)) {
        missing.push(at);
      }
      if (forcedFolders.size() > FOLDERS_REMEMBERED) {
        forcedFolders.clear();
      }
      for (Path at : missing) {
        try {
          Files.createDirectory(at);
        } catch (FileAlreadyExistsException e) {
          if (!Files.isDirectory(at)) {
            throw e;
          }
        }
        forceFolder(folderOf(at));
        forcedFolders.add(at);
      }
    } finally {
      creating.unlock();
    }
  }

  private void forceFolder(Path folder) throws IOException {
    if (fsync) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static Path folderOf(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(path + " has no folder");
    }
    return parent;
  }
}
