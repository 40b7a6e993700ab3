package dev.firth.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;

/**
 * Notices edits of a directory's YAML: a change counts once two looks in a row agree, so that an
 * editor's half-written file is not read. Looking (name, size, time) works on every file system,
 * where change notification does not.
 */
final class DirectoryWatch {

  /** What tells one version of a file from another. */
  private record Version(long size, long modified, Object fileKey) {}

  private final Path directory;
  private Map<Path, Version> published;
  private Map<Path, Version> last;

  DirectoryWatch(Path directory) {
    this.directory = directory;
    this.published = look();
    this.last = published;
  }

  /**
   * Whether the directory differs from what was last published and has come to rest; then it counts
   * as published.
   */
  boolean changed() {
    var now = look();
    boolean settled = now.equals(last);
    last = now;
    if (!settled || now.equals(published)) {
      return false;
    }
    published = now;
    return true;
  }

  private Map<Path, Version> look() {
    var versions = new TreeMap<Path, Version>();
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
              boolean hidden =
                  !dir.equals(directory) && dir.getFileName().toString().startsWith(".");
              return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (isSource(file.getFileName().toString())) {
                versions.put(file, version(attributes));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions;
  }

  private static Version version(BasicFileAttributes attributes) {
    var key = attributes.fileKey();
    return new Version(
        attributes.size(), attributes.lastModifiedTime().toMillis(), key == null ? "" : key);
  }

  private static boolean isSource(String name) {
    return name.equals(".env")
        || name.endsWith(".yaml")
        || name.endsWith(".yml")
        || name.endsWith(".json");
  }
}
