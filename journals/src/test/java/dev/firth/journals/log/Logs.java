package dev.firth.journals.log;

import dev.firth.journals.host.SkippingHost;
import dev.firth.journals.store.GetAnswer;
import dev.firth.journals.store.ListAnswer;
import dev.firth.journals.store.MemoryLogStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A store, a machine and a capture's log, for stories. */
public final class Logs {
  public static final LogName CAPTURE = LogName.root("acme", "capture", "shop", "0.0");
  public static final CollectionName ORDERS = new CollectionName("acme", "orders", "0.0");
  public static final CollectionName LINES = new CollectionName("acme", "lines", "0.0");

  public final SkippingHost host = new SkippingHost();
  public final MemoryLogStore store = new MemoryLogStore(host::rightTime);

  public LogContext context() {
    return LogContext.of(host, store).withRetention(Duration.ofHours(1));
  }

  public ShardLog owner() throws InterruptedException {
    return owner(context());
  }

  public static ShardLog owner(LogContext context) throws InterruptedException {
    ShardLog log = ShardLog.recover(context, CAPTURE);
    log.fence();
    return log;
  }

  /** Commits documents {@code {"n":...,"_meta":{"clock":...}}} to a collection. */
  public static Committed commit(ShardLog log, CollectionName collection, int... numbers)
      throws InterruptedException {
    try (TransactionBuilder t = log.begin()) {
      add(t, log, collection, "", numbers);
      return t.commit();
    }
  }

  public static void add(
      TransactionBuilder t,
      ShardLog log,
      CollectionName collection,
      String partition,
      int... numbers)
      throws InterruptedException {
    Journal journal = log.journal(collection.journal(partition), "schema-1");
    for (int n : numbers) {
      byte[] doc =
          "{\"n\":%d,\"_meta\":{\"clock\":\"%s\"}}"
              .formatted(n, t.clock())
              .getBytes(StandardCharsets.UTF_8);
      t.document(journal, doc, 0, doc.length);
    }
  }

  /** All keys of the store. */
  public List<String> keys() {
    return store.list("", null, Integer.MAX_VALUE) instanceof ListAnswer.Listed all
        ? all.entries().stream().map(ListAnswer.Entry::key).toList()
        : List.of();
  }

  /** Keys below the lake's folder of a collection that are fragments. */
  public List<String> fragments(CollectionName collection) {
    return keys().stream()
        .filter(
            k -> k.startsWith("collections/" + collection.path() + "/") && k.endsWith(".ndjson.gz"))
        .toList();
  }

  /** The lines of all fragments of a collection, in key order. */
  public List<String> lake(CollectionName collection) {
    return fragments(collection).stream().flatMap(k -> gunzip(k).lines()).toList();
  }

  public static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  public String gunzip(String key) {
    if (!(store.get(key) instanceof GetAnswer.Found found)) {
      throw new AssertionError("no object " + key);
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(found.bytes()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
