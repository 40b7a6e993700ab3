/**
 * Whole tasks in a simulated world: the real shards, supervisors and logs, between a source and a
 * destination that exit, stall and crash.
 */
@NullMarked
package dev.firth.simulation.tasks;

import org.jspecify.annotations.NullMarked;
