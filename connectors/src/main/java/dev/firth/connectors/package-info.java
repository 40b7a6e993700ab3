/**
 * The connectors that come with Firth, a package each, written against the SDK of the protocol.
 * {@link dev.firth.connectors.Connectors} knows them by name. A connector knows nothing of shards,
 * journals or the command line.
 */
@NullMarked
package dev.firth.connectors;

import org.jspecify.annotations.NullMarked;
