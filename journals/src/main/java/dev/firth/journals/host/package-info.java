/**
 * Time, concurrency and chance, as everything in journals and shard-runner sees them. {@link
 * dev.firth.journals.host.Host} is all there is: a simulation implements it deterministically,
 * {@link dev.firth.journals.host.VirtualHost} with virtual threads. No store, no socket and no
 * protocol belongs here.
 */
@org.jspecify.annotations.NullMarked
package dev.firth.journals.host;
