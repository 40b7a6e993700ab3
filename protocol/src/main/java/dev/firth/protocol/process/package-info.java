/**
 * Connectors as processes. {@link dev.firth.protocol.process.ProcessLauncher} starts them, through
 * connector-init where there is one, and carries lines between their standard streams and a
 * session. {@link dev.firth.protocol.process.ConnectorMain} is the other end, for connectors in
 * Java.
 */
@NullMarked
package dev.firth.protocol.process;

import org.jspecify.annotations.NullMarked;
