/** Tables and properties of the JSON layer. */
@NullMarked
package dev.firth.documents.json;

import org.jspecify.annotations.NullMarked;
