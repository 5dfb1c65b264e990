package io.tiercel.configuration;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a cache is warmed, with every question answered. Immutable.
 *
 * @param settings what was said
 */
public record WarmingPlan(WarmingSettings settings) {

    static final int HOT_KEYS = 10_000;
    static final int RATE = 500;
    static final Duration SAVE_EVERY = Duration.ofMinutes(5);
    static final Duration JITTER = Duration.ofSeconds(10);
    static final int JITTERS_IN_INTERVAL = 10;
    static final int RELATED_QUEUE = 1_000;
    private static final String FILE_ENDING = ".hotkeys";

    /** Returns how many hot keys are looked for, 0 if none. */
    public int hotKeys() {
        Integer said = settings.hotKeys().count();
        return said == null ? HOT_KEYS : said;
    }

    /** Returns how many keys of the access log are wanted. */
    public int logKeys() {
        return hotKeys() == 0 ? HOT_KEYS : hotKeys();
    }

    /** Returns the file in which the hot keys of a cache are kept: another one for each name. Null if they are not. */
    public @Nullable Path fileOf(String cacheName) {
        Path path = settings.hotKeys().path();
        return path == null || hotKeys() == 0
                ? null
                : path.toAbsolutePath().normalize().resolve(FolderName.of(cacheName) + FILE_ENDING);
    }

    /** Returns how long after one another the hot keys are kept. */
    public Duration saveEvery() {
        Duration said = settings.hotKeys().saveEvery();
        return said == null ? SAVE_EVERY : said;
    }

    /** Returns how many keys are loaded in a second, at most. */
    public int rate() {
        return settings.rate() == null ? RATE : settings.rate();
    }

    /** Returns whether a warm-up starts with the cache. */
    public boolean atStart() {
        return settings.atStart() == null || settings.atStart();
    }

    /** Returns when warm-ups start again, or null if none does. */
    public @Nullable WarmingTime time() {
        return settings.repeat().time();
    }

    /** Returns by how much a warm-up that starts again is put off at random, at most. */
    public Duration jitter() {
        Duration said = settings.repeat().jitter();
        if (!(time() instanceof WarmingTime.Every every)) {
            return said == null ? JITTER : said;
        }
        return said == null
                ? shorter(JITTER, every.interval().dividedBy(JITTERS_IN_INTERVAL))
                : shorter(said, every.interval());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Returns how many missing keys may wait for those that are related to them. */
    public int relatedQueue() {
        Integer said = settings.related().queue();
        return said == null ? RELATED_QUEUE : said;
    }
}
