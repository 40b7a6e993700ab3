/**
 * What reading from and writing to PostgreSQL share: where the server is, connections to it,
 * quoting, and its errors in words. Nothing of captures or materializations.
 */
@NullMarked
package dev.firth.connectors.postgres;

import org.jspecify.annotations.NullMarked;
