/**
 * What a catalog build says: problems with their place in people's files, and the one list of
 * reasons that conditions, events and metrics share. Loading lies in {@code load}, building in
 * {@code build}. Nothing of the catalog runs a connector or opens a socket.
 */
@NullMarked
package dev.firth.catalog;

import org.jspecify.annotations.NullMarked;
