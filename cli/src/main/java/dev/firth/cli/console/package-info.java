/**
 * How commands speak with the person at the terminal: what options take, tables, and the sentence
 * and exit code that end a command. Nothing here knows what a command does.
 */
@NullMarked
package dev.firth.cli.console;

import org.jspecify.annotations.NullMarked;
