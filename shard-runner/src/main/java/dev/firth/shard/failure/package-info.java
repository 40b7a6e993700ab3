/**
 * Why a shard cannot go on, in words for the person who must act. Every other package of this
 * module may throw what is here, so nothing here knows them.
 */
@NullMarked
package dev.firth.shard.failure;

import org.jspecify.annotations.NullMarked;
