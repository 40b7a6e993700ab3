/**
 * A store that breaks in every way that a store may: it loses requests and answers, executes
 * requests late or twice, refuses, stalls, and forgets deleted names. What it promises is the
 * contract of {@link dev.firth.journals.store.LogStore}, no more.
 */
@NullMarked
package dev.firth.simulation.store;

import org.jspecify.annotations.NullMarked;
