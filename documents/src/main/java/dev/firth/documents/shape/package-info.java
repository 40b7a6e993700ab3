/**
 * What a JSON Schema says about each location of a document, without seeing a document: types,
 * formats, bounds, existence. Field selection, SQL tables and key checks are made from it.
 *
 * <p>Pure functions over schemas as Jackson trees. Nothing here validates documents or reads bytes.
 */
@NullMarked
package dev.firth.documents.shape;

import org.jspecify.annotations.NullMarked;
