/**
 * Measures Firth from outside, as a person would run it, and a peer beside it: a bench a class,
 * each printing a table and a last line of JSON. Nothing here is part of what is measured, except
 * the transport of {@link dev.firth.bench.PipeBench}.
 */
@NullMarked
package dev.firth.bench;

import org.jspecify.annotations.NullMarked;
