/**
 * Keeps a task running: starts its shard, starts it again after failures with backoff, pauses it
 * where only a person can help, gives it new specs. What a shard does while it runs is not known
 * here.
 */
@NullMarked
package dev.firth.shard.supervise;

import org.jspecify.annotations.NullMarked;
