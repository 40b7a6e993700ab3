package dev.firth.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands that judge documents without a flow: rows a second, and how long a start takes. */
@Command(
    name = "rows",
    mixinStandardHelpOptions = true,
    description =
        "Rows a second of `firth validate|combine|fields --batch`, starts included, and the time"
            + " of `firth validate` for one small file (the median of several).")
final class RowsBench implements Callable<Integer> {
  private static final int STARTS = 10;
  private static final int CHUNK = 10_000;
  private static final String SCHEMA =
      "{\"type\":\"object\",\"required\":[\"id\"],\"reduce\":{\"strategy\":\"merge\"},\"properties\":"
          + "{\"id\":{\"type\":\"integer\"},\"n\":{\"type\":\"integer\",\"reduce\":{\"strategy\":\"sum\"}}}}";
  private static final String OPTIONAL = "[{\"type\":\"FIELD_OPTIONAL\"}]";

  @Option(
      names = "--rows",
      defaultValue = "1000000",
      description = "rows of each kind; 0 for the starts alone (default: ${DEFAULT-VALUE})")
  private int rows;

  @Option(names = "--firth", required = true, description = "the script firth", hidden = true)
  private Path firth = Path.of("firth");

  @Override
  public Integer call() throws IOException, InterruptedException {
    var figures = new Figures("rows", "command", "rows", "rows/s", "CPU-s/M rows");
    Path folder = Files.createTempDirectory("firth-bench-rows");
    try {
      if (rows > 0) {
        batch(figures, folder, "validate", "valid", RowsBench::valid);
        batch(figures, folder, "validate", "invalid", RowsBench::invalid);
        batch(figures, folder, "combine", "", RowsBench::combine);
        batch(figures, folder, "fields", "", RowsBench::fields);
      }
      start(figures, folder);
    } finally {
      for (String file : List.of("rows", "schema.json", "one.json")) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.delete(folder);
    }
    figures.print();
    return 0;
  }

  private static String valid(int i) {
    return "{\"schema\":%s,\"document\":{\"id\":%d,\"n\":1}}".formatted(SCHEMA, i);
  }

  private static String invalid(int i) {
    return "{\"schema\":%s,\"document\":{\"id\":\"%d\",\"n\":1}}".formatted(SCHEMA, i);
  }

  private static String combine(int i) {
    return "{\"schema\":%s,\"key\":[\"/id\"],\"full\":%s,\"documents\":[{\"id\":%d,\"n\":1},{\"id\":1,\"n\":2},{\"id\":1,\"n\":%d}]}"
        .formatted(SCHEMA, i % 2 == 0, i % 3, i);
  }

  private static String fields(int i) {
    return "{\"collection\":{\"key\":[\"/id\"],\"schema\":%s},\"fields\":{\"recommended\":%d,\"exclude\":[\"n\"]},\"constraints\":{\"id\":%s,\"n\":%s,\"flow_document\":%s},\"live\":null}"
        .formatted(SCHEMA, i % 3, OPTIONAL, OPTIONAL, OPTIONAL);
  }

  private void batch(
      Figures figures, Path folder, String command, String kind, IntFunction<String> row)
      throws IOException, InterruptedException {
    Path file = folder.resolve("rows");
    try (var out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < rows; i++) {
        out.write(row.apply(i % CHUNK));
        out.write('\n');
      }
    }
    double cpu = CpuTime.of(ProcessHandle.current());
    double seconds = run(file, 0, firth.toString(), command, "--batch");
    double used = (CpuTime.of(ProcessHandle.current()) - cpu) * 1e6 / rows;
    figures.row((command + " " + kind).strip(), rows, rows / seconds, used);
    String name = command + kind;
    figures.json(name + "RowsPerSecond", Math.round(rows / seconds));
    figures.json(name + "CpuSecondsPerMillion", used);
  }

  private void start(Figures figures, Path folder) throws IOException, InterruptedException {
    Path schema = Files.writeString(folder.resolve("schema.json"), SCHEMA);
    Path one = Files.writeString(folder.resolve("one.json"), "{\"id\":1}");
    var seconds = new ArrayList<Double>();
    double cpu = CpuTime.of(ProcessHandle.current());
    for (int i = 0; i < STARTS; i++) {
      var command = new ArrayList<>(List.of(firth.toString(), "validate", "--schema"));
      command.add(schema.toString());
      command.add(one.toString());
      seconds.add(run(Path.of("/dev/null"), 0, command.toArray(String[]::new)));
    }
    double used = (CpuTime.of(ProcessHandle.current()) - cpu) / STARTS;
    seconds.sort(null);
    double median = seconds.get(STARTS / 2);
    figures.row(
        "a start of validate, median of " + STARTS + ", s", STARTS, "%.2f".formatted(median), "");
    figures.json("startSeconds", median);
    figures.json("startCpuSeconds", used);
  }

  /** Seconds that a command takes; it has to end with that code. */
  private static double run(Path input, int exit, String... command)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    var process =
        new ProcessBuilder(command)
            .redirectInput(input.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != exit) {
      throw new AssertionError(List.of(command) + " ended with " + process.exitValue());
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
