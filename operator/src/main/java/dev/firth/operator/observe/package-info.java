/**
 * What the API server holds of one namespace, as values, and the draft that it makes. Reads nothing
 * by itself and decides nothing.
 */
@NullMarked
package dev.firth.operator.observe;

import org.jspecify.annotations.NullMarked;
