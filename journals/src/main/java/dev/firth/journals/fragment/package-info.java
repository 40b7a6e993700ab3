/**
 * The lake's files: which journals to cut when ({@link dev.firth.journals.fragment.CutPolicy}), how
 * a file is named, written and read. Plain NDJSON of committed documents; what a log or a record
 * is, is not known here.
 */
@org.jspecify.annotations.NullMarked
package dev.firth.journals.fragment;
