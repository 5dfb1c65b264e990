package io.tiercel.engine;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.concurrent.KeyLocks.Hold;
import io.tiercel.jvm.FirstFailure;
import io.tiercel.store.Entry;
import io.tiercel.store.EntryTooLargeException;
import io.tiercel.write.KeyChange;
import io.tiercel.write.LeftByWriter;
import io.tiercel.write.WriterPort;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes and removes many keys with one call of the writer. All keys are held meanwhile, in the order of their hashes, so
 * what the writer is told and what the cache holds change in the same order. Keys that the writer leaves in its
 * collection when it fails are left as they were (Javadoc of {@code CacheWriter}). Thread-safe.
 */
public final class BulkWrites<K, V> {

    private final Parts<K, V> parts;
    private final Engine<K, V> engine;
    private final KeyLocks locks;
    private final WriterPort<K, V> writer;

    public BulkWrites(Parts<K, V> parts, Engine<K, V> engine, WriterPort<K, V> writer) {
        this.parts = parts;
        this.engine = engine;
        this.locks = parts.locks();
        this.writer = writer;
    }

    /** Puts all entries. */
    public void putAll(Map<? extends K, ? extends V> entries) {
        List<Item<K, V>> items = new ArrayList<>(entries.size());
        entries.forEach((key, value) -> {
            KeyRef<K> ref = parts.ref(key);
            NewValue written = parts.newValue(ref.stored(), value, Terms.NONE);
            items.add(new Item<>(ref, new Operations.Put(written, /* isLookup= */ false), parts.change(ref, written)));
        });
        run(items, writer::writeAll);
    }

    /** Removes all keys. */
    public void removeAll(Collection<? extends K> keys) {
        List<Item<K, V>> items = new ArrayList<>(keys.size());
        for (K key : keys) {
            KeyRef<K> ref = parts.ref(key);
            items.add(new Item<>(ref, new Operations.Remove(/* isLookup= */ false), parts.change(ref, null)));
        }
        run(items, writer::deleteAll);
    }

    private void run(List<Item<K, V>> items, Consumer<Collection<KeyChange<K, V>>> tell) {
        if (items.isEmpty()) {
            return;
        }
        items.sort(Comparator.comparingInt(item -> item.key.hash()));
        Changes changes = new Changes(parts.events());
        try {
            holdAndRun(items, tell, changes);
        } catch (RuntimeException | Error e) {
            engine.finishAfter(e, changes);
            throw e;
        }
        engine.finish(changes);
    }

    private void holdAndRun(List<Item<K, V>> items, Consumer<Collection<KeyChange<K, V>>> tell, Changes changes) {
        List<Hold> holds = new ArrayList<>(items.size());
        try {
            for (Item<K, V> item : items) {
                holds.add(locks.hold(item.key.stored(), item.key.hash()));
            }
            runHeld(items, holds, tell, changes);
        } finally {
            holds.forEach(locks::release);
        }
    }

    private void runHeld(
            List<Item<K, V>> items, List<Hold> holds, Consumer<Collection<KeyChange<K, V>>> tell, Changes changes) {
        Deque<KeyChange<K, V>> told = new ArrayDeque<>(items.size()); // to take out the first moves none of the others
        items.forEach(item -> told.add(item.told));
        try {
            tell.accept(told);
        } catch (RuntimeException | Error e) {
            applyAfter(e, items, holds, told, changes);
            throw e;
        }
        applyTold(items, holds, told, changes);
    }

    /** What the writer threw is what its caller is to know first. */
    private void applyAfter(
            Throwable failure,
            List<Item<K, V>> items,
            List<Hold> holds,
            Collection<KeyChange<K, V>> leftByWriter,
            Changes changes) {
        try {
            applyTold(items, holds, leftByWriter, changes);
        } catch (RuntimeException | Error e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
        }
    }

    /**
     * Applies what the writer was told of with success, whether it failed after that or not: each, whatever becomes of the
     * others, for an entry that is too large must not leave old values in the place of the rest. One that fails otherwise leaves.
     */
    private void applyTold(
            List<Item<K, V>> items, List<Hold> holds, Collection<KeyChange<K, V>> leftByWriter, Changes changes) {
        LeftByWriter left = new LeftByWriter(leftByWriter);
        Throwable failure = null;
        for (int i = 0; i < items.size(); i++) {
            if (!left.has(items.get(i).told)) {
                try {
                    apply(items.get(i), holds.get(i), changes);
                } catch (EntryTooLargeException e) {
                    failure = failure == null ? e : failure;
                } catch (RuntimeException | Error e) {
                    engine.forgetTold(holds.get(i), items.get(i).key, e);
                    failure = failure == null ? e : failure;
                }
            }
        }
        FirstFailure.rethrow(failure);
    }

    private void apply(Item<K, V> item, Hold hold, Changes changes) {
        Entry current = engine.lookHeld(hold, item.key, changes);
        engine.applyHeld(hold, item.key, item.operation.decide(current), current, changes);
    }

    /**
     * One key of a batch.
     *
     * @param told what the writer is handed for it
     */
    private record Item<K, V>(KeyRef<K> key, Operation<@Nullable Object> operation, KeyChange<K, V> told) {}
}
