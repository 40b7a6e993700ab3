/**
 * Combining: the documents of a transaction grouped by key and reduced, in bounded memory, and
 * given back in the order of their keys.
 *
 * <p>Knows keys, schemas and reduction; knows nothing of journals, connectors or transactions.
 */
@NullMarked
package dev.firth.documents.combine;

import org.jspecify.annotations.NullMarked;
