/**
 * {@code firth up}: publishes a directory, runs its tasks in this process, watches for edits and
 * shows what happens.
 */
@NullMarked
package dev.firth.cli.up;

import org.jspecify.annotations.NullMarked;
