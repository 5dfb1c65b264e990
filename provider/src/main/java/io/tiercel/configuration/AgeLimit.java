package io.tiercel.configuration;

import java.time.Duration;

/**
 * An age that no entry reaches, however often it is read. A JSR-107 policy cannot say it: its answer to a read moves the
 * deadline without knowing how old the entry is. Immutable.
 *
 * @param duration the age at which an entry expires at the latest
 * @param since what the age counts from
 */
public record AgeLimit(Duration duration, Since since) {

    /** What an age counts from. */
    public enum Since {
        /** The creation of the entry. */
        CREATION,
        /** The creation or the last update of the entry. */
        WRITE
    }
}
