package io.tiercel.rule;

import java.util.List;
import javax.cache.CacheException;

/**
 * Thrown when an event could not be applied as its rules say; what did not fail was applied all the same. The message
 * names each failure with its rule; its suppressed exceptions are their causes. Such an event counts as not applied: one
 * of the same id is applied again.
 */
public final class EventException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final transient EventOutcome outcome;
    private final boolean mayLeaveStale;

    @SuppressWarnings("serial") // what List.copyOf returns is serializable
    private final List<String> failures;

    EventException(EventOutcome outcome, boolean mayLeaveStale, List<String> failures, List<Throwable> causes) {
        super("The event " + outcome.type() + " failed in part: " + String.join("; ", failures));
        this.outcome = outcome;
        this.mayLeaveStale = mayLeaveStale;
        this.failures = List.copyOf(failures);
        causes.forEach(this::addSuppressed);
    }

    /** Returns what was invalidated nevertheless; null after the exception was serialized. */
    public EventOutcome outcome() {
        return outcome;
    }

    /** Returns whether entries may be there that the event should have invalidated; not if all that failed is that a cache does not exist. */
    public boolean mayLeaveStale() {
        return mayLeaveStale;
    }

    /** Returns what failed, each with its rule. */
    public List<String> failures() {
        return failures;
    }
}
