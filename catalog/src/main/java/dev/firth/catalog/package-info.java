/** catalog. */
@org.jspecify.annotations.NullMarked
package dev.firth.catalog;
