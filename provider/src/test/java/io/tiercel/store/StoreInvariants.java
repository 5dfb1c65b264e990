package io.tiercel.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What is true of any store that nobody is writing to. */
public final class StoreInvariants {

    private StoreInvariants() {}

    /** Fails if the figures of the store are not those of its entries, or an entry is not found by its key. */
    public static void check(Store store) {
        checkEntries(store);
        assertThat(store.weight())
                .as("weight")
                .isEqualTo(scan(store).stream().mapToLong(Entry::weight).sum());
    }

    /** Fails as {@link #check} does, but for the weight, which is the store's own where it is one of bytes. */
    static void checkEntries(Store store) {
        List<Entry> entries = scan(store);
        assertThat(store.size()).as("size").isEqualTo(entries.size());
        assertThat(new HashSet<>(entries.stream().map(Entry::key).toList()))
                .as("keys")
                .hasSameSizeAs(entries);
        for (Entry entry : entries) {
            assertThat(entry.hash()).isEqualTo(Store.spread(entry.key().hashCode()));
            Entry found = requireNonNull(store.peek(entry.key(), entry.hash()), () -> "entry of " + entry.key());
            if (entry.value() != DetachedEntry.UNTOLD) {
                assertThat(found.value()).as("value of %s", entry.key()).isEqualTo(entry.value());
            }
        }
    }

    /** Returns all entries. */
    public static List<Entry> scan(Store store) {
        List<Entry> entries = new ArrayList<>();
        long cursor = 0;
        do {
            cursor = store.scan(cursor, entries);
        } while (cursor != 0);
        return entries;
    }
}
