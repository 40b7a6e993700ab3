/**
 * Stories of the command line as a person lives them: each command is a process of its own, so that
 * it can be killed, and what it prints and leaves behind is what is looked at. What a class does by
 * itself is tested beside that class.
 */
@NullMarked
package dev.firth.cli.story;

import org.jspecify.annotations.NullMarked;
