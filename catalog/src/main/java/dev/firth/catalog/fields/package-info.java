/**
 * Which fields of a collection become columns: the negotiation between a person, a collection and a
 * destination, as a pure function in stages. {@link dev.firth.catalog.fields.Selection} is the
 * function; {@link dev.firth.catalog.fields.Select} and {@link dev.firth.catalog.fields.Reject} are
 * its ordered reasons, each with its words.
 */
@NullMarked
package dev.firth.catalog.fields;

import org.jspecify.annotations.NullMarked;
