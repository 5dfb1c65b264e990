package io.tiercel.rule;

import java.util.Collection;

/**
 * Says in code what an event invalidates. It runs in the thread that publishes, under no lock, and is called by many
 * threads at once. It should tell and not act: it is called for a preview too.
 */
@FunctionalInterface
public interface EventFunction {

    /** Returns what the event invalidates; nothing if it does not concern any cache. */
    Collection<? extends Effect> effectsOf(CacheEvent event);
}
