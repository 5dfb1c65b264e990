package io.tiercel.configuration;

import java.time.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** What an entry's time to live follows from. Immutable. */
public sealed interface ExpiryRule {

    /** Entries never expire. */
    record Eternal() implements ExpiryRule {}

    /**
     * What a JSR-107 policy answers.
     *
     * @param policy where the policy comes from
     */
    record Policy(Component<? extends ExpiryPolicy> policy) implements ExpiryRule {}

    /**
     * Fixed durations; an entry expires when the first of those that are given has passed.
     *
     * @param afterCreation since the entry was created; an update does not begin it anew. Not together with afterWrite
     * @param afterWrite since the entry was created or last updated
     * @param afterAccess since the entry was last written or read
     */
    record Durations(
            @Nullable Duration afterCreation,
            @Nullable Duration afterWrite,
            @Nullable Duration afterAccess) implements ExpiryRule {
        public Durations {
            check("after-creation", afterCreation);
            check("after-write", afterWrite);
            check("after-access", afterAccess);
            if (afterCreation == null && afterWrite == null && afterAccess == null) {
                throw new IllegalArgumentException("at least one duration must be given");
            }
            if (afterCreation != null && afterWrite != null) {
                throw new IllegalArgumentException(
                        "after-creation and after-write exclude each other: after-write counts from creation too");
            }
        }

        /** Returns these durations with another one since the creation. */
        public Durations withAfterCreation(@Nullable Duration said) {
            return new Durations(said, afterWrite, afterAccess);
        }

        /** Returns these durations with another one since the last write. */
        public Durations withAfterWrite(@Nullable Duration said) {
            return new Durations(afterCreation, said, afterAccess);
        }

        /** Returns these durations with another one since the last access. */
        public Durations withAfterAccess(@Nullable Duration said) {
            return new Durations(afterCreation, afterWrite, said);
        }

        private static void check(String what, @Nullable Duration duration) {
            if (duration != null) {
                DurationSyntax.checkPositive(what, duration);
            }
        }
    }
}
