/**
 * A directory of YAML, what Firth keeps in its {@code .firth}, and the lock that lets one process
 * run it. What the files mean is not known here.
 */
@NullMarked
package dev.firth.cli.directory;

import org.jspecify.annotations.NullMarked;
