/**
 * Bytes that the runtime puts into documents and names that it takes from them: the members {@code
 * uuid} and {@code clock} of {@code _meta}, {@code flow_published_at}, partition paths. Pure: bytes
 * in, bytes out; nothing here knows of transactions, logs or connectors.
 */
@NullMarked
package dev.firth.shard.stamp;

import org.jspecify.annotations.NullMarked;
