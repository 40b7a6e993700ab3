package dev.firth.connectors.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells which files of a folder, sub-folders included, may have grown. The file system's notices
 * come at once; because some file systems give none, everything is looked at again from time to
 * time.
 */
final class FolderWatch implements AutoCloseable {
  private static final long RESCAN_SECONDS = 5;
  private static final WatchEvent.Kind<?>[] KINDS = {
    StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY
  };

  private final Path folder;
  private final WatchService service;
  private final Map<WatchKey, Path> watched = new HashMap<>();
  private final Set<Path> known = new HashSet<>();
  private final Map<Path, Long> sizes = new HashMap<>();

  FolderWatch(Path folder) throws IOException {
    this.folder = folder;
    this.service = folder.getFileSystem().newWatchService();
  }

  /** All files, as paths in the folder, sorted. Folders that are new are watched from here on. */
  SortedSet<Path> all() throws IOException {
    var files = new TreeSet<Path>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (known.add(directory)) {
              watched.put(directory.register(service, KINDS), directory);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Path relative = folder.relativize(file);
            files.add(relative);
            sizes.put(relative, attributes.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  /**
   * Waits until something may have changed; the files that may have, as paths in the folder,
   * sorted.
   */
  SortedSet<Path> changed() throws IOException, InterruptedException {
    WatchKey key = service.poll(RESCAN_SECONDS, TimeUnit.SECONDS);
    if (key == null) {
      return resized();
    }
    var files = new TreeSet<Path>();
    boolean everything = false;
    while (key != null) {
      everything |= note(key, files);
      key = service.poll();
    }
    return everything ? all() : files;
  }

  private SortedSet<Path> resized() throws IOException {
    Map<Path, Long> before = Map.copyOf(sizes);
    SortedSet<Path> files = all();
    files.removeIf(file -> Objects.equals(sizes.get(file), before.get(file)));
    return files;
  }

  private boolean note(WatchKey key, Set<Path> files) {
    boolean everything = false;
    @Nullable Path directory = watched.get(key);
    for (WatchEvent<?> event : key.pollEvents()) {
      if (directory == null || !(event.context() instanceof Path name)) {
        everything = true;
      } else if (Files.isDirectory(directory.resolve(name))) {
        everything = true;
      } else {
        files.add(folder.relativize(directory.resolve(name)));
      }
    }
    if (!key.reset()) {
      watched.remove(key);
      if (directory != null) {
        known.remove(directory);
      }
    }
    return everything;
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
