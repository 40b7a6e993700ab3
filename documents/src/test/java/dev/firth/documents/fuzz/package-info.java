/** Bytes that nobody meant: whatever comes, there is an answer that is defined. */
@NullMarked
package dev.firth.documents.fuzz;

import org.jspecify.annotations.NullMarked;
