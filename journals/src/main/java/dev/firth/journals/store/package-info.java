/**
 * The object store under every log: what the rest of Firth may assume of it ({@link
 * dev.firth.journals.store.LogStore}), S3 behind that contract, the checks that a store must pass
 * before anything is written to it, and who owns a prefix. Nothing here knows records, journals or
 * fragments.
 */
@NullMarked
package dev.firth.journals.store;

import org.jspecify.annotations.NullMarked;
