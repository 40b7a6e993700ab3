/** connectors. */
@org.jspecify.annotations.NullMarked
package dev.firth.connectors;
