/**
 * Reads what the API server holds of a namespace, and asks it for what was decided. Decides
 * nothing.
 */
@NullMarked
package dev.firth.operator.cluster;

import org.jspecify.annotations.NullMarked;
