/**
 * The order of messages as pure state machines, and what both ways of carrying messages share: the
 * session itself, its pipes with bounds, and threads that end with it. No I/O.
 */
@NullMarked
package dev.firth.protocol.session;

import org.jspecify.annotations.NullMarked;
