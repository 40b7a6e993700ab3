/** What expressions of ECMA-262 mean, and that both ways to search for them agree. */
@NullMarked
package dev.firth.documents.pattern;

import org.jspecify.annotations.NullMarked;
