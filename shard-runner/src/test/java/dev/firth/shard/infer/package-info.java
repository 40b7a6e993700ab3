/** Tests of what is found by looking at documents. */
@NullMarked
package dev.firth.shard.infer;

import org.jspecify.annotations.NullMarked;
