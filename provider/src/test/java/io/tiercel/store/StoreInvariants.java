package io.tiercel.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What is true of any store that nobody is writing to. */
public final class StoreInvariants {

    private StoreInvariants() {}

    /** Fails if the figures of the store are not those of its entries, or an entry is not found by its key. */
    public static void check(Store store) {
        List<Entry> entries = scan(store);
        assertThat(store.size()).as("size").isEqualTo(entries.size());
        assertThat(store.weight())
                .as("weight")
                .isEqualTo(entries.stream().mapToLong(Entry::weight).sum());
        assertThat(new HashSet<>(entries.stream().map(Entry::key).toList()))
                .as("keys")
                .hasSameSizeAs(entries);
        for (Entry entry : entries) {
            assertThat(entry.hash()).isEqualTo(Store.spread(entry.key().hashCode()));
            Entry found = store.peek(entry.key(), entry.hash());
            assertThat(found == null ? null : found.value())
                    .as("value of %s", entry.key())
                    .isEqualTo(entry.value());
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
