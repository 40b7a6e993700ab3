/**
 * An S3 store on a folder, in this process: S3Proxy speaks S3, and our own writer below it makes
 * every answered write survive a loss of power. For trying things out, for one machine and for
 * tests; nothing here knows what Firth keeps in it.
 */
@NullMarked
package dev.firth.embedded;

import org.jspecify.annotations.NullMarked;
