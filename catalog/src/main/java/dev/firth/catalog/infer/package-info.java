/**
 * What is known of collections because their documents were seen: an input of the build, united of
 * what shards say. Pure: nothing here reads documents or files.
 */
@NullMarked
package dev.firth.catalog.infer;

import org.jspecify.annotations.NullMarked;
