package io.tiercel.offheap.chronicle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.chronicle.ExpiredVictims.Untold;
import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteVictim;
import org.junit.jupiter.api.Test;

/** Expired entries, until their cache is told of them. */
final class ExpiredVictimsTest {

    private static final ByteEntry HEAD = new ByteEntry((byte) 0, new byte[] {1}, 0, 0, Long.MAX_VALUE);
    private static final ByteEntry WHOLE = new ByteEntry((byte) 0, new byte[] {2, 2}, 0, 0, Long.MAX_VALUE);

    private final ExpiredVictims victims = new ExpiredVictims();

    private Untold add(int hash) {
        return requireNonNull(victims.add(new ByteVictim(new byte[] {9}, hash, 0, HEAD), 2, /* complete= */ false));
    }

    @Test
    void poll_beforeTheContentIsPutTogether_tellsNothing() {
        Untold untold = add(1);

        assertThat(victims.poll(VictimGateOf.CONTENT)).isNull();

        victims.complete(untold, WHOLE);
        assertThat(victims.poll(VictimGateOf.CONTENT))
                .isEqualTo(new ByteVictim(untold.victim().key(), 1, 0, WHOLE));
    }
}
