package io.tiercel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.concurrent.KeyLocks.Hold;
import io.tiercel.expiry.FixedExpiry;
import io.tiercel.load.Lease;
import io.tiercel.store.Entry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A clear comes before or after an operation that holds its key, never in the middle of it. */
class ClearRaceTest {

    private final TestEngine test = new TestEngine(FixedExpiry.ETERNAL);
    private final KeyRef<Object> key = test.parts.ref("a");
    private final Operation<Boolean> putIfAbsent =
            new Operations.PutIfAbsent(test.parts.newValue("a", "new", Terms.NONE));

    private boolean apply(Hold hold, Decision<Boolean> decision, @Nullable Entry current) {
        Changes changes = new Changes(test.parts.events());
        return test.engine.applyHeld(hold, key, decision, current, changes);
    }

    @Test
    void clear_betweenTheHoldAndTheLook_comesBefore() {
        test.writes.put("a", "old");
        Hold hold = test.locks.hold("a", key.hash());
        test.engine.clear();

        Entry current = test.engine.lookHeld(hold, key, new Changes(test.parts.events()));
        Decision<Boolean> decision = putIfAbsent.decide(current);
        assertThat(decision.result()).isTrue();

        assertThat(apply(hold, decision, current)).isTrue();
        test.locks.release(hold);
        assertThat(test.reads.find("a")).isEqualTo("new");
    }

    @Test
    void clear_betweenTheLookAndTheChange_comesAfter() {
        Hold hold = test.locks.hold("a", key.hash());
        Entry current = test.engine.lookHeld(hold, key, new Changes(test.parts.events()));
        test.engine.clear();

        assertThat(apply(hold, putIfAbsent.decide(current), current)).isFalse();
        test.locks.release(hold);
        assertThat(test.reads.find("a")).isNull();
    }

    @Test
    void clear_afterALeaseWasTaken_overtakesIt() {
        Lease lease = test.writes.lease("a");

        test.engine.clear();

        assertThat(test.writes.tryPut("a", "stale", lease, Terms.NONE)).isFalse();
        assertThat(test.reads.find("a")).isNull();
    }

    @Test
    void overtakeLeases_afterALeaseWasTaken_overtakesIt() {
        Lease lease = test.writes.lease("a");

        test.engine.overtakeLeases();

        assertThat(test.writes.tryPut("a", "stale", lease, Terms.NONE)).isFalse();
    }
}
