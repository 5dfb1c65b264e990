package io.tiercel.rule;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The caches of one manager as they are now. Thread-safe. */
public interface RuleTargets {

    /** Returns the open cache of a name, or null. */
    @Nullable
    RuleTarget find(String cacheName);

    /** Returns all open caches. */
    Collection<? extends RuleTarget> all();
}
