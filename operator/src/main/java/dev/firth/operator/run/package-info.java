/**
 * The operator as a process: hears what changes, on the Java Operator SDK, and runs the namespaces
 * that it concerns. What a run does is no matter of this package.
 */
@NullMarked
package dev.firth.operator.run;

import org.jspecify.annotations.NullMarked;
