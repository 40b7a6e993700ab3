/** embedded. */
@org.jspecify.annotations.NullMarked
package dev.firth.embedded;
