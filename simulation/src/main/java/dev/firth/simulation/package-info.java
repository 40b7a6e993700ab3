/**
 * Whole flows run deterministically from a seed, on the real code of journals and shard-runner,
 * while machines die, sleep and misjudge time and the store loses, delays and repeats requests.
 * {@link dev.firth.simulation.Simulation} is one run; a run that breaks a promise ends with a
 * {@link dev.firth.simulation.world.Violation} and the trace that led there.
 */
@NullMarked
package dev.firth.simulation;

import org.jspecify.annotations.NullMarked;
