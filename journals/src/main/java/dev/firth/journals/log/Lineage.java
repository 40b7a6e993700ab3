package dev.firth.journals.log;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a record says about the shard's place among its task's shards; state after the record.
 *
 * @param pieces the key ranges that this shard hosts
 * @param promise to a left neighbour, to be joined with it
 * @param declined the promise that this shard, as the left neighbour, has declined
 * @param owes sealed ancestors whose last fragments are not written yet
 * @param parents where they ended; in the first record of a child
 */
public record Lineage(
    List<Piece> pieces,
    Optional<Promise> promise,
    Optional<String> declined,
    Optional<Seal> seal,
    List<LogName> owes,
    List<Parent> parents) {
  public Lineage {
    pieces = List.copyOf(pieces);
    owes = List.copyOf(owes);
    parents = List.copyOf(parents);
  }

  /**
   * A root log: one piece, its whole range; nothing else. Cut and state of the records are this
   * piece's.
   */
  public static Lineage root(LogName log) {
    return new Lineage(
        List.of(Piece.of(log.lo(), log.hi())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /**
   * A key range, with what belongs to it alone.
   *
   * @param lo unsigned, inclusive
   * @param hi unsigned, inclusive
   * @param cut its read positions; empty in the only piece of a shard, whose are the record's
   * @param state its connector state, likewise
   */
  public record Piece(int lo, int hi, Optional<Cut> cut, Optional<JsonNode> state) {
    /** The only piece of a shard. */
    public static Piece of(int lo, int hi) {
      return new Piece(lo, hi, Optional.empty(), Optional.empty());
    }
  }

  /** {@code id} is {@code <log>#<sequence>}. */
  public record Promise(String id, LogName left, Seal.Child joined) {}

  /** A parent and the sequence of its seal. */
  public record Parent(LogName log, long sequence) {}
}
