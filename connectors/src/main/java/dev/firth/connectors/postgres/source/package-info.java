/**
 * The connector {@code source-postgres}: {@link
 * dev.firth.connectors.postgres.source.SourcePostgres} captures tables by logical replication, with
 * a backfill beside the stream. Bytes of the stream are {@code wal}'s, values {@code row}'s
 * business.
 */
@NullMarked
package dev.firth.connectors.postgres.source;

import org.jspecify.annotations.NullMarked;
