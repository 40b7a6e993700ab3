/**
 * What the records of resources say of themselves, for whoever checks a document against them or
 * generates a schema from them. Nothing of any one resource lives here.
 */
@NullMarked
package dev.firth.crds.structure;

import org.jspecify.annotations.NullMarked;
