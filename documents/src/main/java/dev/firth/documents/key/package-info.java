/**
 * Keys of documents: extracted from a tape, packed into bytes whose order is the order of the
 * values, and hashed for routing and grouping.
 *
 * <p>Nothing here knows of schemas beyond the defaults that it is given, nor of reduction.
 */
@NullMarked
package dev.firth.documents.key;

import org.jspecify.annotations.NullMarked;
