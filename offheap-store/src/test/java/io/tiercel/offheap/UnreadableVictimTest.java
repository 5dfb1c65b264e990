package io.tiercel.offheap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.offheap.map.HeapByteMap;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.store.Copies;
import io.tiercel.store.DetachedEntry;
import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Lifetime;
import io.tiercel.tier.LowerStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An entry that leaves, and whose class has gone meanwhile, does not make the put fail that it gives way to. */
class UnreadableVictimTest {

    private static final int HASH = 7;
    private static final byte[] NO_KEY_OR_VALUE = {99, 1, 2, 3};

    /** A map whose entries all leave, with content of ours. */
    private static final class Losing extends HeapByteMap {
        private final boolean keepsKeys;

        Losing(boolean keepsKeys) {
            super(/* capacity= */ 0, Copies.NONE);
            this.keepsKeys = keepsKeys;
        }

        @Override
        public @Nullable ByteVictim evict(VictimGate gate) {
            List<ByteVictim> seen = new ArrayList<>();
            scan(0, seen);
            ByteVictim victim = seen.get(0);
            ByteEntry content = requireNonNull(get(victim.key(), HASH, Use.UNCOUNTED));
            return new ByteVictim(
                    keepsKeys ? victim.key() : NO_KEY_OR_VALUE,
                    HASH,
                    victim.expiresAtMillis(),
                    new ByteEntry(content.kind(), NO_KEY_OR_VALUE, content.version(), 0, ByteMap.NEVER));
        }
    }

    private static Entry victim(boolean keepsKeys) {
        try (LowerStore store = OpenedTiers.over(new Losing(keepsKeys))) {
            store.put("key", HASH, store.prepare(new Initialled("Ann")), Lifetime.until(5), 1);
            return requireNonNull(store.evict(EvictionGate.OPEN));
        }
    }

    @Test
    void evict_ofAValueThatCannotBeRead_tellsTheKey() {
        assertThat(victim(/* keepsKeys= */ true).key()).isEqualTo("key");
    }

    @Test
    void evict_ofAKeyThatCannotBeRead_tellsThatOneLeft() {
        Entry victim = victim(/* keepsKeys= */ false);

        assertThat(victim.key()).isSameAs(DetachedEntry.UNTOLD);
        assertThat(victim.expiresAtMillis()).isEqualTo(5);
    }
}
