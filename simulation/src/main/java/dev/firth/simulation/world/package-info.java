/**
 * A whole world of machines inside one run: virtual time, forks that run one at a time in an order
 * drawn from a seed, processes that die, sleep and have wrong clocks. Nothing here knows what runs
 * in it.
 */
@NullMarked
package dev.firth.simulation.world;

import org.jspecify.annotations.NullMarked;
