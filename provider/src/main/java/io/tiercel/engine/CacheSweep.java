package io.tiercel.engine;

import io.tiercel.event.EventDispatcher;
import io.tiercel.event.PendingEvent;
import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.store.Entry;
import io.tiercel.store.Store;
import io.tiercel.sweep.SweepRequest;
import io.tiercel.sweep.Sweepable;
import io.tiercel.tag.TagRegistry;
import io.tiercel.tag.TagSet;
import io.tiercel.tag.TagSweep;
import io.tiercel.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the entries of a cache: what has expired or was invalidated leaves, tags that no entry carries are
 * forgotten, and what carries the others is counted. An entry leaves through its key, so that whoever touches or writes
 * it meanwhile is not overtaken. What the listeners are to be told is kept for {@link #takeEvents}. Used by one thread at a
 * time.
 */
public final class CacheSweep<K, V> implements Sweepable {

    private final Engine<K, V> engine;
    private final Store store;
    private final Clock clock;
    private final TagRegistry registry;
    private final StaleEntries stale;
    private final SweepRequest sweeps;
    private final EventDispatcher<K, V> events;
    private final Changes changes;
    private final List<Entry> slot = new ArrayList<>();
    private @Nullable TagSweep tags;
    private long cursor;

    public CacheSweep(Parts<K, V> parts, Engine<K, V> engine) {
        this.engine = engine;
        this.store = parts.store();
        this.clock = parts.clock();
        this.registry = parts.tagging().registry();
        this.stale = new StaleEntries(parts);
        this.sweeps = parts.sweeps();
        this.events = parts.events();
        this.changes = new Changes(events);
    }

    @Override
    public boolean sweep(long budgetNanos) {
        boolean sawAll = false;
        try {
            boolean isRound = sweepSlots(budgetNanos);
            sawAll = true;
            return isRound;
        } finally {
            if (!sawAll) { // equals of a key has failed: tags of the entries that were passed over are not unused
                tags = null;
            }
        }
    }

    @Override
    public @Nullable Runnable takeEvents() {
        List<PendingEvent> taken = changes.take();
        return taken.isEmpty() ? null : () -> events.deliverUnawaited(taken);
    }

    private boolean sweepSlots(long budgetNanos) {
        long began = System.nanoTime();
        do {
            if (sweepSlot()) {
                return true;
            }
        } while (System.nanoTime() - began < budgetNanos);
        return false;
    }

    private boolean sweepSlot() {
        if (cursor == 0) {
            tags = registry.isInUse() ? registry.beginSweep() : null;
        }
        slot.clear();
        cursor = store.scan(cursor, slot);
        for (Entry entry : slot) {
            look(entry);
        }
        slot.clear();
        if (cursor != 0) {
            return false;
        }
        if (tags != null) {
            registry.endSweep(tags);
            tags = null;
        }
        return true;
    }

    /** What a scan shows of a deadline may be behind; it is looked at again in the section of the key. */
    private void look(Entry entry) {
        if (entry.expiresAtMillis() != Entry.NEVER) {
            sweeps.need(); // an earlier process may have put it
        }
        if (entry.isExpiredAt(clock.nowMillis()) && !stale.mayServe(entry)) {
            expire(entry);
        } else if (tags != null) {
            lookAtTags(tags, entry);
        }
    }

    private void lookAtTags(TagSweep sweep, Entry entry) {
        Entry present = store.peek(entry.key(), entry.hash());
        TagSet carried = present == null ? null : AnnotatedValue.tagsOf(present.value());
        if (carried == null) {
            return;
        }
        if (carried.isInvalidated()) {
            expire(entry);
        } else {
            sweep.sees(carried);
        }
    }

    @SuppressWarnings("unchecked") // what is stored came from a K
    private void expire(Entry entry) {
        engine.expire(new KeyRef<>((K) entry.key(), entry.key(), entry.hash()), changes);
    }
}
