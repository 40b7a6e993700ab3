package dev.firth.simulation.model;

import dev.firth.journals.log.LogName;
import dev.firth.journals.read.JournalReader;
import dev.firth.journals.read.ReadContext;
import dev.firth.journals.read.ReadRecord;
import dev.firth.journals.read.ReadSource;
import dev.firth.simulation.world.SimProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader whose notes survive it: now and then it saves what it has read, together with its cut,
 * and whoever comes after it goes on from there.
 */
public final class ModelReader {
  private final SimProcess process;
  private final ReadContext context;
  private final LogName producer;
  private final boolean knowsProducer;
  private final Notes notes;

  /** What outlives a reader. */
  public static final class Notes {
    private Follower saved;

    public Notes(Follower start) {
      this.saved = start;
    }

    public Follower saved() {
      return saved;
    }

    /** From the next reader on, one more source is read. */
    public void join() {
      Follower joined = saved.copy();
      joined.join();
      saved = joined;
    }
  }

  public ModelReader(
      SimProcess process,
      ReadContext context,
      LogName producer,
      boolean knowsProducer,
      Notes notes) {
    this.process = process;
    this.context = context;
    this.producer = producer;
    this.knowsProducer = knowsProducer;
    this.notes = notes;
  }

  static List<ReadSource> sources(int count, LogName producer, boolean knowsProducer) {
    List<LogName> known = knowsProducer ? List.of(producer) : List.of();
    List<ReadSource> sources = new ArrayList<>();
    sources.add(new ReadSource("left.0", ModelCapture.LEFT, known));
    if (count > 1) {
      sources.add(new ReadSource("right.0", ModelCapture.RIGHT, known));
    }
    return sources;
  }

  /** Reads for ever. */
  public void run() throws InterruptedException {
    Follower follower = notes.saved.copy();
    List<ReadSource> sources = sources(follower.sources(), producer, knowsProducer);
    process.trace("reads %s sources from %s", sources.size(), follower.cut().json());
    try (JournalReader reader = new JournalReader(context, sources, follower.cut())) {
      while (true) {
        ReadRecord record = reader.next(Duration.ofSeconds(1));
        if (record != null) {
          follower.take(record, reader.cut(), sources);
          process.trace("read to %s %s", record.next(), follower.counts(0).copy());
        }
        if (process.random().nextInt(4) == 0) {
          notes.saved = follower.copy();
        }
        if (process.random().nextInt(200) == 0) {
          process.sleep(Duration.ofMillis(process.random().nextInt(3_000)));
        }
      }
    }
  }
}
