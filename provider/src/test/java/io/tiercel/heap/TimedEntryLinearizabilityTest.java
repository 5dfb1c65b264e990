package io.tiercel.heap;

import io.tiercel.concurrent.Effort;
import io.tiercel.store.Lifetime;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reads between the two stores of a put finds the earlier of the two deadlines. Each value is its own deadline. */
class TimedEntryLinearizabilityTest {

    private static final long FIRST_MILLIS = 1_000;

    /** Each value may live longer than the one before. */
    public static final class Rising {
        private final TimedEntry entry = new TimedEntry("key", 1, FIRST_MILLIS, FIRST_MILLIS);
        private long lastMillis = FIRST_MILLIS;

        @Operation(nonParallelGroup = "writes")
        public boolean put() {
            lastMillis++;
            return entry.renew(lastMillis, Lifetime.until(lastMillis), 1);
        }

        /** A later put may come between the two looks: the deadline that it leaves behind is the earlier one. */
        @Operation
        public boolean isServedInItsTime() {
            long deadlineMillis = entry.expiresAtMillis();
            return deadlineMillis <= (long) entry.value();
        }
    }

    /** Each value may live shorter than the one before. */
    public static final class Falling {
        private final TimedEntry entry = new TimedEntry("key", 1, FIRST_MILLIS, FIRST_MILLIS);
        private long lastMillis = FIRST_MILLIS;

        @Operation(nonParallelGroup = "writes")
        public boolean put() {
            lastMillis--;
            return entry.renew(lastMillis, Lifetime.until(lastMillis), 1);
        }

        /** A later put may come between the two looks: the deadline that it brings is the earlier one. */
        @Operation
        public boolean isServedInItsTime() {
            long ownMillis = (long) entry.value();
            return entry.expiresAtMillis() <= ownMillis;
        }
    }

    private static void check(Class<?> operations) {
        new ModelCheckingOptions()
                .iterations(Effort.of(4))
                .invocationsPerIteration(Effort.of(100))
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(0)
                .check(operations);
    }

    @ParameterizedTest
    @ValueSource(classes = {Rising.class, Falling.class})
    void read_besidesAPut_findsNoValueWithALaterDeadlineThanItsOwn(Class<?> operations) {
        check(operations);
    }
}
