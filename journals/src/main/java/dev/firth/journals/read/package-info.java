/**
 * Reading journals: history from fragments, then log objects, then the producer's live tail, as one
 * stream of whole records per log ({@link dev.firth.journals.read.JournalReader}), and all of a
 * collection for people ({@link dev.firth.journals.read.CollectionReader}). Nothing here writes to
 * a log.
 */
@org.jspecify.annotations.NullMarked
package dev.firth.journals.read;
