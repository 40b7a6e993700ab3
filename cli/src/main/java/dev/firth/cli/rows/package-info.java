/**
 * Commands that judge documents without a flow: {@code validate}, {@code combine} and {@code
 * fields}, for people and, with {@code --batch}, for programs. Each has a core, {@link
 * dev.firth.cli.rows.RowAnswer}, that turns one row of bytes into one answer and knows of no
 * stream; {@link dev.firth.cli.rows.RowStream} is the loop around it. Nothing here knows a store.
 */
@NullMarked
package dev.firth.cli.rows;

import org.jspecify.annotations.NullMarked;
