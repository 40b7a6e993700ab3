/** Tables, properties and public suites for schemas. */
@NullMarked
package dev.firth.documents.schema;

import org.jspecify.annotations.NullMarked;
