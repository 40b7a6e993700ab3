/** cli. */
@org.jspecify.annotations.NullMarked
package dev.firth.cli;
