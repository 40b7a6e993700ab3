/** Tables for the pure parts of source-postgres. */
@org.jspecify.annotations.NullMarked
package dev.firth.connectors.postgres.source.wal;
