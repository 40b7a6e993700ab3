package dev.firth.bench;

import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.management.ThreadMXBean;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.CompiledSchema;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Parsing and validating the same documents by the same schemas: ours and networknt's. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description =
        "CPU time and garbage of parsing and validating a document: ours, and networknt with"
            + " Jackson, in one run; formats are asserted by both.")
final class ValidateBench implements Callable<Integer> {
  @Option(
      names = "--rounds",
      defaultValue = "12",
      description = "rounds of each side, of which the best counts (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--documents",
      defaultValue = "200000",
      description = "documents a round (default: ${DEFAULT-VALUE})")
  private int documents;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Whether a document is valid. */
  private interface Side {
    boolean validate(byte[] document);
  }

  /** The best round so far. */
  private static final class Best {
    double nanos = Double.MAX_VALUE;
    double garbage = Double.MAX_VALUE;

    void round(Side side, List<byte[]> all, int count) {
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      long start = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < count; i++) {
        if (!side.validate(all.get(i % all.size()))) {
          throw new AssertionError("a valid document is refused");
        }
      }
      long used = THREADS.getCurrentThreadCpuTime() - start;
      nanos = Math.min(nanos, (double) used / count);
      garbage =
          Math.min(garbage, (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / count);
    }
  }

  @Override
  public Integer call() {
    var figures =
        new Figures(
            "validate",
            "documents",
            "bytes",
            "ours us",
            "networknt us",
            "times",
            "ours B garbage",
            "networknt B garbage");
    double least = Double.MAX_VALUE;
    for (String name : List.of("orders", "rows", "schemas")) {
      var input = Documents.of(name);
      var ours = new Best();
      var theirs = new Best();
      Side our = ours(input.compiled());
      Side their = theirs(input);
      for (int i = 0; i < rounds; i++) {
        ours.round(our, input.documents(), documents);
        theirs.round(their, input.documents(), documents / 4);
      }
      double times = theirs.nanos / ours.nanos;
      least = Math.min(least, times);
      figures.row(
          name,
          input.meanLength(),
          String.format("%.2f", ours.nanos / 1e3),
          String.format("%.2f", theirs.nanos / 1e3),
          times,
          ours.garbage,
          theirs.garbage);
      figures.json(name + "Times", times);
      figures.json(name + "Micros", ours.nanos / 1e3);
      figures.json(name + "GarbageBytes", ours.garbage);
    }
    figures.json("leastTimes", least);
    figures.print();
    return 0;
  }

  private static Side ours(CompiledSchema schema) {
    var tape = new Tape();
    return document -> {
      tape.parse(document, 0, document.length);
      return schema.validate(tape, 0);
    };
  }

  private static Side theirs(Documents input) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(input.schema());
    var mapper = JsonMapper.shared();
    return document ->
        schema.validate(
            mapper.readTree(document),
            OutputFormat.BOOLEAN,
            execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }
}
