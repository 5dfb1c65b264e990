package io.tiercel.concurrent;

import io.tiercel.concurrent.KeyLocks.Hold;
import io.tiercel.concurrent.KeyLocks.Stripe;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** Counters that only key locks protect lose no count. */
class KeyLocksLinearizabilityTest {

    private static final int ONE_STRIPE = KeyLocks.STRIPES;

    /** Counts under the locks, in plain fields: what is not excluded is lost. */
    @Param(name = "key", gen = IntGen.class, conf = "0:1")
    public static class Counters {
        final KeyLocks locks = new KeyLocks();
        final int[] counts = new int[2];

        @Operation
        public int inSection(@Param(name = "key") int key) {
            Stripe section = locks.enter(key, key * ONE_STRIPE);
            try {
                return ++counts[key];
            } finally {
                section.exit();
            }
        }

        @Operation
        public int underHold(@Param(name = "key") int key) {
            Hold hold = locks.hold(key, key * ONE_STRIPE);
            try {
                int seen = countHeld(hold, key, 0);
                return countHeld(hold, key, seen + 1);
            } finally {
                locks.release(hold);
            }
        }

        private int countHeld(Hold hold, int key, int raisedTo) {
            Stripe section = locks.enterHeld(hold);
            try {
                counts[key] = Math.max(counts[key], raisedTo);
                return counts[key];
            } finally {
                section.exit();
            }
        }
    }

    /** With a section of all keys: too many steps for a model checker, which would have to be there for each stripe. */
    public static final class CountersAndSum extends Counters {
        @Operation
        public int sum() {
            int[] sum = new int[1];
            locks.withAllKeys(() -> sum[0] = counts[0] + counts[1]);
            return sum[0];
        }
    }

    @Test
    void sectionsAndHolds_excludeEachOther() {
        check(
                new ModelCheckingOptions().iterations(Effort.of(4)).invocationsPerIteration(Effort.of(100)),
                Counters.class);
    }

    @Test
    void sectionsOfAllKeys_excludeTheOthers() {
        check(
                new StressOptions().iterations(Effort.of(4)).invocationsPerIteration(Effort.of(100)),
                CountersAndSum.class);
    }

    private static void check(Options<?, ?> options, Class<?> operations) {
        options.threads(2).actorsPerThread(3).actorsBefore(0).actorsAfter(1).check(operations);
    }
}
