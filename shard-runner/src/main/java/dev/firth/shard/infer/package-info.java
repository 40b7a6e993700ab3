/**
 * What documents are like, found by looking at each as it is written or read. Pure: where what was
 * found is kept is the shard's matter, what becomes of it the catalog's.
 */
@NullMarked
package dev.firth.shard.infer;

import org.jspecify.annotations.NullMarked;
