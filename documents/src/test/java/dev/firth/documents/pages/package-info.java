/** The examples of the reference pages are run. */
@NullMarked
package dev.firth.documents.pages;

import org.jspecify.annotations.NullMarked;
