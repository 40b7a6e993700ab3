/**
 * What a connector in Java implements: {@link dev.firth.protocol.sdk.CaptureConnector} or {@link
 * dev.firth.protocol.sdk.MaterializeConnector}. The same code runs inside a shard's process and on
 * stdin and stdout; it sees calls and batches, never the bytes of the protocol.
 */
@NullMarked
package dev.firth.protocol.sdk;

import org.jspecify.annotations.NullMarked;
