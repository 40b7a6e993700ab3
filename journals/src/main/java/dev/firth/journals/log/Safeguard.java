package dev.firth.journals.log;

import java.util.Set;

/**
 * The rules that keep a log safe, one constant each. Production has all of them on; the simulation
 * switches each off and shows that it is missed. Code that enforces a rule asks {@link
 * LogContext#on}.
 *
 * <p>Rules without a constant, and why: that each attempt sends the same bytes and that a record is
 * one object are how a put is made, there is nothing to switch off. That an unknown outcome ends
 * the owner after R/4 only ends sooner what {@link #HALF_RETENTION_TRUST} ends. That R is lowered
 * one old R later needs two R far apart; tables in {@code DecisionsTest} show it. That sources at
 * equal positions move together is one hand-over a record. That a table of journals stands at every
 * multiple, and that epochs do not fall, are found by readers, who stop. That only cuts are logged
 * which the destination has committed is the shard's to keep: the simulation of whole tasks shows
 * it. What preflight refuses is never reached.
 */
public enum Safeguard {
  /** Committing: a record is created only if its name is free; the put is the only commit. */
  CONDITIONAL_PUT,
  /**
   * Committing: after a 412 the nonce in the object decides whose it is; nothing else proves a
   * success.
   */
  NONCE_RESOLUTION,
  /**
   * Trust: a success counts only if the last confirmed commit is younger than half of the
   * retention.
   */
  HALF_RETENTION_TRUST,
  /**
   * Trust: age is the largest of monotonic, wall and the store's clock, since the first stands
   * while a machine sleeps, and the second may be set back meanwhile.
   */
  TRUST_BY_ALL_CLOCKS,
  /** Trust: a record goes out R/8 after the last one, also while a transaction is open. */
  HEARTBEAT,
  /** Payload: the parts of a transaction are complete before the record that names them is put. */
  PARTS_BEFORE_RECORD,
  /**
   * Payload: the owner sweeps only parts of epochs below its confirmed fence that no retained
   * record names.
   */
  SWEEP_BELOW_FENCE,
  /** Fence: nothing is begun before every record between replay and fence is read. */
  FENCE_READS_BETWEEN,
  /** Fence: a seal among those records makes the fence void. */
  SEAL_VOIDS_FENCE,
  /** Fence: a materialization never skips over another's record: it replays and opens again. */
  MATERIALIZATION_NEVER_SKIPS,
  /** Clocks: the clock rises strictly from transaction to transaction of a log. */
  CLOCK_RISES,
  /** Clocks: an input's clock above now + 30 s is never adopted. */
  INPUT_CLOCK_BOUND,
  /** Clocks: off by more than 30 s from the store's Date, nothing is committed. */
  CLOCK_SKEW_STOPS,
  /** Reading: a reader applies record {@code next} and no other. */
  READER_APPLIES_NEXT,
  /** Reading: an answer counts only with a fresh listing of boundaries that shows none above it. */
  READER_CHECKS_BOUNDARY,
  /** Reading: of history and log, clocks up to the cut's are skipped. */
  READER_SKIPS_READ_CLOCKS,
  /** History: it stops at one clock for all journals of a log, which takes over from there. */
  HISTORY_STOPS_AT_BOUNDARY,
  /** History: the fragments of a lane follow each other without a gap. */
  LANES_CONTIGUOUS,
  /** Garbage: before records below B are deleted, the boundary B exists. */
  BOUNDARY_BEFORE_DELETE,
  /**
   * Garbage: the boundary is older than half of the retention, by the store's clock, before it is
   * used.
   */
  BOUNDARY_AGE,
  /** Garbage: a record goes only when all its journals are cut into fragments that are written. */
  GC_BELOW_FRAGMENTS,
  /** Garbage: a record goes only below a complete snapshot. */
  GC_BELOW_SNAPSHOT,
  /** Garbage: a record goes only when it is older than the retention. */
  GC_RETENTION_AGE,
  /** Snapshots: the manifest is put last, when every file that it names is there. */
  MANIFEST_LAST,
  /**
   * Fragments: the log records a cut before its fragment is written, so a successor writes the
   * same.
   */
  CUT_BEFORE_FRAGMENT;

  /** All of them: production. */
  public static final Set<Safeguard> ALL = Set.of(values());
}
