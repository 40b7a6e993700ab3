/** specs. */
@org.jspecify.annotations.NullMarked
package dev.firth.specs;
