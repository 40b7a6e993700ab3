package dev.firth.shard.context;

import dev.firth.journals.fragment.FragmentCodec;
import dev.firth.journals.fragment.FragmentSettings;
import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.JournalName;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.log.LogName;
import dev.firth.specs.CaptureBinding;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.TaskSpec;
import java.util.HashMap;
import java.util.Map;

/** How the journals of a task are written, from its spec. */
public final class Logs {
  private Logs() {}

  /** A process's way of writing logs, with the fragments that the capture's collections ask for. */
  public static LogContext of(LogContext process, CaptureSpec spec) {
    Map<CollectionName, FragmentSettings> settings = new HashMap<>();
    for (CaptureBinding binding : spec.bindings()) {
      CollectionSpec collection = binding.collection();
      settings.put(name(collection), fragments(collection));
    }
    return process.withFragments(
        (JournalName journal) ->
            settings.getOrDefault(journal.collection(), FragmentSettings.DEFAULT));
  }

  /** The log of a task's one shard. */
  public static LogName of(TaskSpec spec) {
    return LogName.root(spec.namespace(), spec.kindName(), spec.name(), spec.generation());
  }

  private static FragmentSettings fragments(CollectionSpec collection) {
    FragmentCodec codec =
        switch (collection.fragment().compression()) {
          case NONE -> FragmentCodec.NONE;
          case GZIP -> FragmentCodec.GZIP;
          case ZSTD -> FragmentCodec.ZSTD;
        };
    return new FragmentSettings(
        collection.fragment().size(), collection.fragment().interval(), codec);
  }

  /** A collection's name in the store. */
  public static CollectionName name(CollectionSpec collection) {
    return new CollectionName(collection.namespace(), collection.name(), collection.generation());
  }
}
