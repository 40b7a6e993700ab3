/**
 * From a row's text to a document: how a value of each PostgreSQL type becomes JSON, and which JSON
 * Schema says so. Pure; connections and messages of the stream live elsewhere.
 */
@NullMarked
package dev.firth.connectors.postgres.source.row;

import org.jspecify.annotations.NullMarked;
