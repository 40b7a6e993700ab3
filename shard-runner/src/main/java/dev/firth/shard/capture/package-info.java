/**
 * A capture's shard: what a connector captures is validated, combined by key, stamped and committed
 * together with the connector's checkpoint; the next transaction fills while the last one commits.
 */
@NullMarked
package dev.firth.shard.capture;

import org.jspecify.annotations.NullMarked;
