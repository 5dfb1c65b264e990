package io.tiercel.examples.quickstart;

import org.jspecify.annotations.Nullable;

/** Where a walk gets its summaries: {@code cache::get}, or {@code loader::load} to go without the cache. */
@FunctionalInterface
interface ClassSource {
    /** The summary of a class, null if there is no class of that name. */
    @Nullable
    ClassSummary get(String className);
}
