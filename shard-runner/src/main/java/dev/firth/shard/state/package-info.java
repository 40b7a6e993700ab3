/**
 * What a task keeps in its log besides documents and positions: the connector's state and a little
 * of the runtime's own. Pure.
 */
@NullMarked
package dev.firth.shard.state;

import org.jspecify.annotations.NullMarked;
