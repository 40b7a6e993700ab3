/**
 * JSON Schema, drafts 2020-12, 2019-09 and 7: a schema compiles once to checks that walk a tape
 * without garbage, asserts formats, and reports the annotations of the locations that a document
 * passes. Knows no collections, keys or reductions; a {@code reduce} annotation is read here and
 * applied elsewhere.
 */
@NullMarked
package dev.firth.documents.schema;

import org.jspecify.annotations.NullMarked;
