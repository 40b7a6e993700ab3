/**
 * How Firth talks to a connector. {@link dev.firth.protocol.Session} is one conversation, opened by
 * a {@link dev.firth.protocol.ConnectorLauncher}; what is said stands in {@code message}, the order
 * in {@code session}, the bytes in {@code codec}; {@code process} and {@code local} carry it;
 * {@code sdk} is what a connector in Java implements. Nothing here knows of journals or
 * transactions.
 */
@NullMarked
package dev.firth.protocol;

import org.jspecify.annotations.NullMarked;
