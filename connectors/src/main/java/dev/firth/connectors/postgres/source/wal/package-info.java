/**
 * What PostgreSQL sends, taken apart in place: messages of logical replication (pgoutput) and lines
 * of COPY, both as {@link dev.firth.connectors.postgres.source.wal.Tuple}s of spans. No connection,
 * no JSON and no types live here.
 */
@NullMarked
package dev.firth.connectors.postgres.source.wal;

import org.jspecify.annotations.NullMarked;
