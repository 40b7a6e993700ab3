/**
 * Pieces that the lives of captures and materializations are composed of: how one is stopped and
 * woken, how its two transactions take turns, how it hears its connector. What is moved is not
 * known here.
 */
@NullMarked
package dev.firth.shard.life;

import org.jspecify.annotations.NullMarked;
