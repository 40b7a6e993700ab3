/**
 * Takes out of documents what shall not be stored, by the {@code redact} annotations of their
 * schema. Knows nothing of where documents come from or go.
 */
@NullMarked
package dev.firth.documents.redact;

import org.jspecify.annotations.NullMarked;
