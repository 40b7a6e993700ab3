/** crds. */
@org.jspecify.annotations.NullMarked
package dev.firth.crds;
