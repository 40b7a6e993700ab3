/**
 * Whole tasks in the simulation: the real shards of captures and materializations, over connectors,
 * a source and a destination that are made of the world.
 */
@NullMarked
package dev.firth.simulation.task;

import org.jspecify.annotations.NullMarked;
