/**
 * The connector {@code materialize-postgres}: {@link
 * dev.firth.connectors.postgres.materialize.MaterializePostgres} keeps tables equal to collections.
 * A transaction's rows and its checkpoint are one transaction of the database.
 */
@NullMarked
package dev.firth.connectors.postgres.materialize;

import org.jspecify.annotations.NullMarked;
