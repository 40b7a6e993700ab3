/** journals. */
@org.jspecify.annotations.NullMarked
package dev.firth.journals;
