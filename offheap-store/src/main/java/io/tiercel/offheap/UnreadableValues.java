package io.tiercel.offheap;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Warns of values of earlier processes that cannot be decoded: once for each class that is missing, or else for each cause.
 * Thread-safe.
 */
final class UnreadableValues {

    /** A cause that is no class may say something else of each value. */
    private static final int MOST_WARNINGS = 16;

    private static final int MOST_HOPS = 32;

    private final String cacheName;
    private final Set<String> warnedOf = ConcurrentHashMap.newKeySet();

    UnreadableValues(String cacheName) {
        this.cacheName = cacheName;
    }

    /** Called for each of them, after it has left. */
    void met(Object key, Throwable failure) {
        String cause = rootOf(failure).toString();
        if (warnedOf.size() < MOST_WARNINGS && warnedOf.add(cause)) {
            System.getLogger(UnreadableValues.class.getName())
                    .log(
                            Level.WARNING,
                            "cache={0}: a value that an earlier process left on disk cannot be decoded any more, key={1}:"
                                    + " {2} ({3}). It is absent, as all are that fail in this way; they are loaded or put"
                                    + " anew, and there is no further warning. If its class has gone or has changed for"
                                    + " good, nothing is to be done; if not, bring it back, on the class path and among"
                                    + " the classes of ''allow'', before more of them are looked at.",
                            cacheName,
                            key,
                            failure.getMessage(),
                            cause);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (int hops = 0; root.getCause() != null && hops < MOST_HOPS; hops++) {
            root = root.getCause();
        }
        return root;
    }
}
