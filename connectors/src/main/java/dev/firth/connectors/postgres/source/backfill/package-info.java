/**
 * The backfill beside the stream, as far as it is logic: which transactions a snapshot sees, which
 * rows of a chunk the stream has overtaken, how large the next chunk is. Pure.
 */
@NullMarked
package dev.firth.connectors.postgres.source.backfill;

import org.jspecify.annotations.NullMarked;
