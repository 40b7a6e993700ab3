/**
 * The command line: one class a command, which reads its options, calls the modules that do the
 * work and prints.
 *
 * <p>What a command does lives elsewhere: {@code catalog} builds, {@code shard-runner} runs, {@code
 * journals} stores. Nothing here is known to another module.
 */
@NullMarked
package dev.firth.cli;

import org.jspecify.annotations.NullMarked;
