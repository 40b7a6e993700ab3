/**
 * What is known of running tasks: counters that shards add to, and the snapshots that the command
 * line, the operator and Prometheus read. Nothing here decides anything.
 */
@NullMarked
package dev.firth.shard.status;

import org.jspecify.annotations.NullMarked;
