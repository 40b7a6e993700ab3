package dev.firth.bench;

import dev.firth.documents.combine.Combiner;
import dev.firth.documents.json.Tape;
import dev.firth.documents.key.KeyExtractor;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.shape.Inference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Orders, validated and reduced by key: few keys that come often, and many that come once. */
@Command(
    name = "p3",
    mixinStandardHelpOptions = true,
    description =
        "CPU of parsing, validating and reducing orders of 572 bytes by key (the total is summed,"
            + " the rest merged), the combiner's memory and what it spilled, within the heap that"
            + " the JVM has.")
final class ReduceBench implements Callable<Integer> {
  /** Digits of an order's id that tell keys apart, in hexadecimal. */
  private static final int DIGITS = 12;

  /** A prime: steps of it meet every key before they meet one again. */
  private static final long STRIDE = 2_654_435_761L;

  private static final String ID = "{\"order_id\":\"";
  private static final int KEY_AT = ID.length() + "00000000-0000-0000-0000-".length();

  private static final byte[] ZEROS =
      "00000000-0000-0000-0000-".getBytes(StandardCharsets.US_ASCII);

  @Option(
      names = "--hot",
      defaultValue = "100000",
      description = "keys that come often (default: ${DEFAULT-VALUE})")
  private int hot;

  @Option(
      names = "--documents",
      defaultValue = "3000000",
      description = "documents of these (default: ${DEFAULT-VALUE})")
  private int documents;

  @Option(
      names = "--keys",
      defaultValue = "10000000",
      description = "keys that come once (default: ${DEFAULT-VALUE})")
  private int keys;

  @Option(
      names = "--memory",
      defaultValue = "112",
      description = "MiB of the combiner (default: ${DEFAULT-VALUE})")
  private int memory;

  private final List<byte[]> orders = Documents.of("orders").documents();
  private final CompiledSchema schema = CompiledSchema.compile(Documents.schema("orders-by-key"));
  private final Tape tape = new Tape();
  private final Annotations annotations = new Annotations();

  @Override
  public Integer call() throws IOException {
    var figures =
        new Figures("p3", "orders", "keys", "documents", "CPU-s/M", "spilled MB", "heap MB");
    measure(figures, "", "often", hot, documents / 3, false);
    measure(figures, "hot", "often", hot, documents, true);
    measure(figures, "once", "once", keys, keys, true);
    figures.json("maxHeapMB", Runtime.getRuntime().maxMemory() / 1e6);
    figures.print();
    return 0;
  }

  private void measure(
      Figures figures, String member, String title, int keyCount, int count, boolean shown)
      throws IOException {
    var self = ProcessHandle.current();
    var folder = Files.createTempDirectory("firth-bench-p3");
    double start = CpuTime.of(self);
    long spilled;
    try (var combiner = combiner(folder)) {
      for (int i = 0; i < count; i++) {
        add(combiner, orders.get(i % orders.size()), i * STRIDE % keyCount);
      }
      spilled = combiner.spilled();
      drain(combiner, Math.min(keyCount, count));
    } finally {
      Files.deleteIfExists(folder);
    }
    double perMillion = (CpuTime.of(self) - start) * 1e6 / count;
    if (shown) {
      var runtime = Runtime.getRuntime();
      double heap = (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
      figures.row(title, keyCount, count, String.format("%.2f", perMillion), spilled / 1e6, heap);
      figures.json(member + "CpuSecondsPerMillion", perMillion);
      figures.json(member + "SpilledMB", spilled / 1e6);
    }
  }

  private Combiner combiner(Path folder) {
    var key = KeyExtractor.of(List.of("/order_id"), Inference.infer(schema.source()));
    return new Combiner(
        List.of(new Combiner.Binding(key, schema, false)), (long) memory << 20, folder);
  }

  /** The order, under another id. */
  private void add(Combiner combiner, byte[] order, long key) {
    HexFormat hex = HexFormat.of();
    for (int i = 0; i < DIGITS; i++) {
      order[KEY_AT + i] = (byte) hex.toLowHexDigit((int) (key >>> 4 * (DIGITS - 1 - i)));
    }
    System.arraycopy(ZEROS, 0, order, ID.length(), ZEROS.length);
    tape.parse(order, 0, order.length);
    if (!schema.validate(tape, 0, annotations)) {
      throw new AssertionError("a valid order is refused");
    }
    boolean fresh = combiner.add(0, tape, annotations);
  }

  private static void drain(Combiner combiner, int expected) {
    int drained = 0;
    try (var drain = combiner.drain()) {
      while (drain.next()) {
        drained++;
      }
    }
    if (drained != expected) {
      throw new AssertionError(drained + " orders came back, not " + expected);
    }
  }
}
