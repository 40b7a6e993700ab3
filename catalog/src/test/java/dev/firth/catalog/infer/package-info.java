/** Tests of what is known of collections by their documents. */
@NullMarked
package dev.firth.catalog.infer;

import org.jspecify.annotations.NullMarked;
