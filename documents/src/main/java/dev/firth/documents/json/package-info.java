/**
 * JSON documents as bytes: the tape that a document is tokenized into once, pointers into it, the
 * order of JSON values and a buffer to write JSON to. Knows RFC 8259 and nothing of schemas, keys
 * or reductions.
 */
@NullMarked
package dev.firth.documents.json;

import org.jspecify.annotations.NullMarked;
