/**
 * What all shards of a process work with: its clock, logs, readers, connectors and settings, and
 * how a task's spec becomes them. Nothing here runs.
 */
@NullMarked
package dev.firth.shard.context;

import org.jspecify.annotations.NullMarked;
