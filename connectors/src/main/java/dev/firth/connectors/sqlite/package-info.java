/**
 * materialize-sqlite: keeps tables of one SQLite file equal to collections. {@link
 * dev.firth.connectors.sqlite.SqliteMaterialization} is the connector. Fence and checkpoint live in
 * the file itself and change in the same transaction as the rows, so the file decides what was
 * delivered.
 */
@NullMarked
package dev.firth.connectors.sqlite;

import org.jspecify.annotations.NullMarked;
