package io.tiercel.write.behind;

import io.tiercel.time.Clock;
import io.tiercel.write.log.ChangeLog;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Settles changes after calls of the writer: what is written leaves the queue, what failed waits, what has failed too
 * often becomes a dead letter. Called by one thread; its figures can be read by any.
 */
final class Outcomes implements Settlement {

    private final BehindSettings settings;
    private final PendingChanges pending;
    private final Places places;
    private final Host host;
    private final Clock clock;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final FailureLog failureLog;
    private volatile @Nullable String lastError;

    Outcomes(BehindSettings settings, PendingChanges pending, Places places, Host host, Clock clock) {
        this.settings = settings;
        this.pending = pending;
        this.places = places;
        this.host = host;
        this.clock = clock;
        this.failureLog = new FailureLog(settings.cacheName(), clock);
    }

    /**
     * What waits in place of a dead letter takes that away, once it is in the queue; but the thread that does so may be late. The
     * letter must be away before the log says that the change is done: whoever tried it after a kill would bring back the old.
     */
    @Override
    public void written(Collection<KeySlot> slots) {
        written.addAndGet(slots.size());
        slots.forEach(slot -> places.letters().superseded(slot.key().stored()));
        places.letters().catchUp();
        forget(pending.succeeded(slots));
    }

    private void forget(List<Pending> ended) {
        ChangeLog log = places.log();
        if (log != null) {
            log.done(Enqueuing.positions(ended));
        }
    }

    @Override
    public void failed(KeySlot slot, boolean counts, Throwable cause) {
        if (counts && slot.attempts() + 1 >= settings.retry().attempts() && giveUp(slot, cause)) {
            return;
        }
        pending.failed(slot, counts);
    }

    /**
     * Makes a dead letter of a change. One that has a later one of its key is given up for that one, and is no dead letter.
     *
     * <p>The source does not have the change, so the cache must not go on to say it has. The entry is forgotten while the
     * change is still in the queue: so no kill in between leaves the entry in a tier that outlives the process, and until
     * the change has left, nothing older is read from the source. If the key is in use, the change waits once more.
     */
    private boolean giveUp(KeySlot slot, Throwable cause) {
        if (slot.isFollowed() || !forgetEntry(slot)) {
            return false;
        }
        Letter letter = Letter.of(slot, Instant.ofEpochMilli(clock.nowMillis()), cause);
        if (!places.letters().add(letter)) {
            return false;
        }
        forget(List.of(pending.givenUp(slot)));
        if (slot.isFollowed()) {
            places.letters().superseded(slot.key().stored()); // it came while the letter was written
        }
        System.getLogger(Outcomes.class.getName())
                .log(
                        Level.ERROR,
                        "The cache '" + settings.cacheName() + "' has given up to write the key "
                                + letter.text().key() + " after "
                                + letter.text().attempts()
                                + " attempts; the change is kept as a dead letter",
                        cause);
        return true;
    }

    /** Whoever holds the key may wait for room in the queue, which this thread makes: it must not wait in turn. */
    private boolean forgetEntry(KeySlot slot) {
        try {
            return host.forgetUnlessHeld(slot.key().stored());
        } catch (CacheException e) {
            System.getLogger(Outcomes.class.getName())
                    .log(Level.WARNING, "The entry of a change that is given up cannot be invalidated", e);
            return true;
        }
    }

    @Override
    public void callFailed(Throwable cause) {
        failures.incrementAndGet();
        lastError = Letter.described(cause);
        failureLog.failed("The writer", pending.size(), cause);
    }

    long written() {
        return written.get();
    }

    long failures() {
        return failures.get();
    }

    @Nullable
    String lastError() {
        return lastError;
    }
}
