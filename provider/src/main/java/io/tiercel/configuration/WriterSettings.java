package io.tiercel.configuration;

import org.jspecify.annotations.Nullable;

/**
 * Where changes are written to. Null means "not said". Immutable.
 *
 * @param writer the writer
 * @param mode when it is called
 * @param writeThrough false if the writer is configured but not to be called; only JSR-107 code says so
 * @param behind how it is called, in the mode {@link WriterMode#BEHIND}
 */
public record WriterSettings(
        @Nullable Component<?> writer,
        @Nullable WriterMode mode,
        @Nullable Boolean writeThrough,
        WriteBehindSettings behind) {

    /** Says nothing. */
    public static final WriterSettings UNSET = new WriterSettings(null, null, null, WriteBehindSettings.UNSET);

    /** Returns whether nothing is said. */
    boolean saysNothing() {
        return writer == null && mode == null && writeThrough == null && behind.saysNothing();
    }

    /** Returns these settings with a writer. */
    public WriterSettings withWriter(@Nullable Component<?> other) {
        return new WriterSettings(other, mode, writeThrough, behind);
    }

    /** Returns these settings with a mode. */
    public WriterSettings withMode(WriterMode other) {
        return new WriterSettings(writer, other, writeThrough, behind);
    }

    /** Returns these settings with the writer to be called or not. */
    public WriterSettings withWriteThrough(@Nullable Boolean other) {
        return new WriterSettings(writer, mode, other, behind);
    }

    /** Returns these settings with another way to write behind. */
    public WriterSettings withBehind(WriteBehindSettings other) {
        return new WriterSettings(writer, mode, writeThrough, other);
    }

    /** Returns what these settings say, and what the defaults say where these say nothing. */
    public WriterSettings over(WriterSettings defaults) {
        return new WriterSettings(
                CacheSettings.either(writer, defaults.writer),
                CacheSettings.either(mode, defaults.mode),
                CacheSettings.either(writeThrough, defaults.writeThrough),
                behind.over(defaults.behind));
    }
}
