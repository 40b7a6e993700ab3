/**
 * From files to a draft: every resource as a record with the place of each of its fields, and every
 * problem that one resource shows by itself. What resources mean together belongs to {@code build}.
 * {@link dev.firth.catalog.load.Load} is the way in; only {@code ResourceFolder} reads files.
 */
@NullMarked
package dev.firth.catalog.load;

import org.jspecify.annotations.NullMarked;
