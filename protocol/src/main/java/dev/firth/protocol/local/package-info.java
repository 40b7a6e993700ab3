/**
 * Connectors in this process: {@link dev.firth.protocol.local.InProcessLauncher} runs them on
 * threads of their own. Batches change hands, nothing is encoded.
 */
@NullMarked
package dev.firth.protocol.local;

import org.jspecify.annotations.NullMarked;
