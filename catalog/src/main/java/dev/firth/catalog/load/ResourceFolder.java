package dev.firth.catalog.load;

import dev.firth.catalog.Problem;
import dev.firth.catalog.Reason;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds and reads the files of a directory. */
final class ResourceFolder extends SimpleFileVisitor<Path> {
  private static final Set<String> KUSTOMIZATIONS =
      Set.of("kustomization.yaml", "kustomization.yml", "kustomization");

  private static final String OURS = ".firth";
  private static final long LARGEST = 64L << 20;

  private final Path top;
  private final TreeSet<Path> files = new TreeSet<>();
  private final ResourceReader reader = new ResourceReader();

  private ResourceFolder(Path top) {
    this.top = top;
  }

  static Draft read(Path directory) {
    var folder = new ResourceFolder(directory);
    try {
      if (Files.isDirectory(directory)) {
        Files.walkFileTree(
            directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, folder);
      } else {
        folder.unreadable(directory, "is no directory; give the directory that holds the YAML");
      }
    } catch (IOException e) {
      folder.unreadable(directory, "can't be listed (" + e.getMessage() + ")");
    }
    folder.files.forEach(folder::file);
    Path env = directory.resolve(".env");
    if (Files.isRegularFile(env)) {
      folder.text(env).ifPresent(folder.reader::env);
    }
    return folder.reader.draft();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    String name = name(directory);
    if (!directory.equals(top) && name.startsWith(".")) {
      if (!name.equals(OURS)) {
        reader.skipDotFolder();
      }
      return FileVisitResult.SKIP_SUBTREE;
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String name = name(file).toLowerCase(Locale.ROOT);
    if (KUSTOMIZATIONS.contains(name)) {
      reader.skipKustomization();
    } else if (attributes.isRegularFile()
        && !name.startsWith(".")
        && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"))) {
      if (attributes.size() > LARGEST) {
        unreadable(
            file,
            "is larger than 64 MiB, more than resources need. Data lies outside of the directory,"
                + " or in a folder whose name begins with a dot");
      } else {
        files.add(file);
      }
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, @Nullable IOException e) {
    unreadable(file, "can't be read (" + (e == null ? "" : e.getClass().getSimpleName()) + ")");
    return FileVisitResult.CONTINUE;
  }

  private void file(Path file) {
    text(file).ifPresent(reader::file);
  }

  private Optional<SourceText> text(Path file) {
    try {
      return Optional.of(new SourceText(shown(file), Files.readString(file)));
    } catch (CharacterCodingException e) {
      unreadable(file, "is not UTF-8");
    } catch (IOException e) {
      unreadable(file, "can't be read (" + e.getClass().getSimpleName() + ")");
    }
    return Optional.empty();
  }

  private void unreadable(Path file, String why) {
    reader.unreadable(Problem.of(shown(file), 0, Reason.INVALID, "This file " + why + "."));
  }

  private String shown(Path file) {
    return file.equals(top) ? file.toString() : top.relativize(file).toString();
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
