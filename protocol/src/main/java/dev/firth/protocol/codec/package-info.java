/**
 * Messages as lines of JSON, with the names of the connector protocol of Flow. What comes by the
 * million is matched by the bytes of its fixed beginning and its document stays the bytes that
 * came; everything else is a tree. Reads what connectors write, not only what the protocol says:
 * other spellings of a name, numbers as text, nulls and unknown members. No I/O.
 */
@NullMarked
package dev.firth.protocol.codec;

import org.jspecify.annotations.NullMarked;
