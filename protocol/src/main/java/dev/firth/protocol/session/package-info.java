/**
 * The order of messages as pure state machines, and what both ways of carrying messages share:
 * pipes with bounds. No I/O.
 */
@NullMarked
package dev.firth.protocol.session;

import org.jspecify.annotations.NullMarked;
