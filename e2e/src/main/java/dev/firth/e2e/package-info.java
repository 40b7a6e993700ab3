/**
 * Whole flows under faults: real processes, real servers, real kills. Knows the command line and
 * the databases from outside only; no class of Firth is used here.
 */
@NullMarked
package dev.firth.e2e;

import org.jspecify.annotations.NullMarked;
