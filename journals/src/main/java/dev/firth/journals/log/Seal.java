package dev.firth.journals.log;

import java.util.List;
import java.util.Map;

/**
 * The last record of a log names its children; nobody writes after it.
 *
 * @param children that own its key range from here on
 * @param lanes the final end of every journal, in bytes
 */
public record Seal(List<Child> children, Map<JournalName, Long> lanes) {
  /** The role of a log that readers of collections skip. */
  public static final String RAW = "raw";

  public Seal {
    children = List.copyOf(children);
    lanes = Map.copyOf(lanes);
  }

  /**
   * A log that begins where its parents end.
   *
   * @param parents all of them: the child lives once every one is sealed
   * @param role {@code shard}, or {@link #RAW}
   */
  public record Child(LogName log, List<LogName> parents, String role) {
    public Child {
      parents = List.copyOf(parents);
    }
  }
}
