/** Tests of materialize-postgres: tables for its pure parts, stories against a server. */
@org.jspecify.annotations.NullMarked
package dev.firth.connectors.postgres.materialize;
