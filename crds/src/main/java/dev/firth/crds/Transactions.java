package dev.firth.crds;

import org.jspecify.annotations.Nullable;

/**
 * When a task's transactions close.
 *
 * @param minDuration the least
 * @param maxDuration the most
 * @param maxRate transactions a second; null: as the store allows
 */
@Rule(
    value =
        "!has(self.minDuration) || !has(self.maxDuration)"
            + " || duration(self.minDuration) <= duration(self.maxDuration)",
    says = "minDuration has to be at most maxDuration")
public record Transactions(
    @Nullable Span minDuration,
    @Nullable Span maxDuration,
    @Nullable @Limits(min = 1, max = 10_000) Integer maxRate) {}
