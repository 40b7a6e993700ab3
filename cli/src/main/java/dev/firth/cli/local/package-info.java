/**
 * How other commands talk to a running {@code up}: a loopback HTTP server with a token, and its
 * client.
 */
@NullMarked
package dev.firth.cli.local;

import org.jspecify.annotations.NullMarked;
