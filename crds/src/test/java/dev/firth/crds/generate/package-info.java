/**
 * Generates the CRDs from the records: schemas from their components and annotations, descriptions
 * from their Javadoc. A part of the build, not of any program: the result is checked in as
 * templates of the Helm chart.
 */
@NullMarked
package dev.firth.crds.generate;

import org.jspecify.annotations.NullMarked;
