/**
 * A shard's log: the owner's side. {@link dev.firth.journals.log.ShardLog} recovers, fences,
 * commits and keeps house; everything else here is what it is made of: names, clocks, cuts, the
 * codec of records, the state that records add up to, and the decisions (trust, garbage, take-over)
 * as classes without I/O. Reading other shards' logs belongs to {@code read}, the lake's files to
 * {@code fragment}.
 */
@org.jspecify.annotations.NullMarked
package dev.firth.journals.log;
