/**
 * The resources that people write, as records: the vocabulary of Firth.
 *
 * <p>Here lives what a resource may say: its fields, their types and bounds, and which of them a
 * release does not serve yet ({@link dev.firth.crds.NotBuilt}). What resources mean together
 * (references, schemas, counters) belongs to the catalog; files and positions too. Nothing here
 * depends on a Kubernetes library.
 */
@NullMarked
package dev.firth.crds;

import org.jspecify.annotations.NullMarked;
