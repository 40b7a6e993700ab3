/**
 * A materialization's shard: transactions of its sources are reduced by key onto what the
 * destination holds and stored there, with the read positions as the destination's checkpoint or in
 * the task's own log; the next transaction is read and combined while the last one is delivered.
 */
@NullMarked
package dev.firth.shard.materialize;

import org.jspecify.annotations.NullMarked;
