@org.jspecify.annotations.NullMarked
package dev.firth.shard.life;
