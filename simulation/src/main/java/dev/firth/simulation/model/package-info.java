/**
 * What runs in a simulated world beside the code under test, and what must hold: a capture whose
 * documents are numbered per key, readers that count them, a destination that keeps its own
 * checkpoint, and a ledger of what was promised. Every document says which it is, so a lost,
 * doubled or reordered one is seen by whoever reads it next.
 */
@NullMarked
package dev.firth.simulation.model;

import org.jspecify.annotations.NullMarked;
