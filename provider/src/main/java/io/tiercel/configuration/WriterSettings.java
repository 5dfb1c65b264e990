package io.tiercel.configuration;

import org.jspecify.annotations.Nullable;

/**
 * Where changes are written to. Null means "not said". Immutable.
 *
 * @param writer the writer
 * @param mode when it is called
 * @param writeThrough false if the writer is configured but not to be called; only JSR-107 code says so
 */
public record WriterSettings(
        @Nullable Component<?> writer,
        @Nullable WriterMode mode,
        @Nullable Boolean writeThrough) {

    /** Says nothing. */
    public static final WriterSettings UNSET = new WriterSettings(null, null, null);

    /** Returns what these settings say, and what the defaults say where these say nothing. */
    public WriterSettings over(WriterSettings defaults) {
        return new WriterSettings(
                CacheSettings.either(writer, defaults.writer),
                CacheSettings.either(mode, defaults.mode),
                CacheSettings.either(writeThrough, defaults.writeThrough));
    }
}
