package dev.firth.crds.generate;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the Javadoc of the records says: of a record as a whole, and of each of its components. */
final class Descriptions {
  private final Map<String, String> byPlace = new HashMap<>();

  private Descriptions() {}

  /** Reads the sources of one folder. */
  static Descriptions of(Path folder) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var descriptions = new Descriptions();
    try (var files = compiler.getStandardFileManager(null, null, null);
        var sources = Files.list(folder)) {
      List<Path> paths = sources.filter(p -> p.toString().endsWith(".java")).toList();
      var task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(paths));
      var docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        descriptions.read(unit, docs);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return descriptions;
  }

  /** What a record is; it has to be said. */
  String of(Class<?> type) {
    return at(type.getSimpleName());
  }

  /** What a component of a record is; it has to be said. */
  String of(Class<?> type, String component) {
    return at(outer(type) + "#" + component);
  }

  private static String outer(Class<?> type) {
    Class<?> within = type.getEnclosingClass();
    return (within == null ? "" : outer(within) + ".") + type.getSimpleName();
  }

  private String at(String place) {
    String said = byPlace.get(place);
    if (said == null) {
      throw new IllegalStateException("no Javadoc says what " + place + " is");
    }
    return said;
  }

  private void read(CompilationUnitTree unit, DocTrees docs) {
    new TreePathScanner<@Nullable Void, String>() {
      @Override
      public @Nullable Void visitClass(ClassTree tree, String within) {
        String name = (within.isEmpty() ? "" : within + ".") + tree.getSimpleName();
        String text = docs.getDocComment(new TreePath(getCurrentPath(), tree).getParentPath());
        if (text != null) {
          parts(name, text);
        }
        return super.visitClass(tree, name);
      }
    }.scan(unit, "");
  }

  private void parts(String name, String comment) {
    String[] parts = comment.split("\\s@param ", -1);
    byPlace.put(name, plain(parts[0].split("\\s@", -1)[0]));
    for (int i = 1; i < parts.length; i++) {
      String[] words = parts[i].strip().split("\\s+", 2);
      byPlace.put(name + "#" + words[0], plain(words.length > 1 ? words[1] : ""));
    }
  }

  /** One line, without Javadoc's marks, a sentence. */
  private static String plain(String text) {
    String line =
        text.replaceAll("\\{@(?:code|link|literal)\\s+([^}]*)}", "$1")
            .replaceAll("\\s+", " ")
            .strip();
    String first = line.isEmpty() ? "" : line.substring(0, 1).toUpperCase(java.util.Locale.ROOT);
    String rest = line.isEmpty() ? "" : line.substring(1);
    return first + rest + (line.endsWith(".") || line.isEmpty() ? "" : ".");
  }
}
