/**
 * Reduction: how two documents of one key become one, by the annotations of the later one's schema.
 * One file a strategy.
 *
 * <p>Nothing here validates, groups or stores documents.
 */
@NullMarked
package dev.firth.documents.reduce;

import org.jspecify.annotations.NullMarked;
