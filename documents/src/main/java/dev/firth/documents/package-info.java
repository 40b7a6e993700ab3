/** documents. */
@org.jspecify.annotations.NullMarked
package dev.firth.documents;
