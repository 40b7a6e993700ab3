/** protocol. */
@org.jspecify.annotations.NullMarked
package dev.firth.protocol;
