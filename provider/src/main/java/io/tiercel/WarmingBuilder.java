package io.tiercel;

import io.tiercel.configuration.AccessLogSettings;
import io.tiercel.configuration.Component;
import io.tiercel.configuration.HotKeySettings;
import io.tiercel.configuration.RelatedSettings;
import io.tiercel.configuration.RepeatSettings;
import io.tiercel.configuration.WarmingSettings;
import io.tiercel.configuration.WarmingTime;
import io.tiercel.warming.KeySource;
import io.tiercel.warming.RelatedKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says how a cache is warmed; see {@link TiercelConfigurationBuilder#warming}. What is not said has a default. For one
 * thread.
 *
 * @param <K> the type of keys
 */
public final class WarmingBuilder<K> {

    private HotKeySettings hotKeys = HotKeySettings.UNSET;
    private RelatedSettings related = RelatedSettings.UNSET;
    private @Nullable Integer rate;
    private @Nullable Boolean atStart;
    private final Choice<WarmingTime> time = new Choice<>("warm-ups start by a schedule or an interval");
    private @Nullable Duration jitter;
    private @Nullable AccessLogSettings accessLog;
    private @Nullable Component<?> keys;

    WarmingBuilder() {}

    /** Looks for so many keys that are read most, at most {@link HotKeySettings#MOST}; 0 looks for none. */
    public WarmingBuilder<K> hotKeys(int count) {
        hotKeys = new HotKeySettings(count, null, null).over(hotKeys);
        return this;
    }

    /** Keeps them in this folder, in a file for each cache, so that the next start finds them. */
    public WarmingBuilder<K> path(Path folder) {
        hotKeys = new HotKeySettings(null, folder, null).over(hotKeys);
        return this;
    }

    /** Keeps them this long after one another, and when the cache is closed or the JVM exits. */
    public WarmingBuilder<K> saveEvery(Duration interval) {
        hotKeys = new HotKeySettings(null, null, interval).over(hotKeys);
        return this;
    }

    /** Loads so many keys in a second, at most. */
    public WarmingBuilder<K> rate(int keysPerSecond) {
        rate = keysPerSecond;
        return this;
    }

    /** Says whether a warm-up starts with the cache, which it does by default. */
    public WarmingBuilder<K> atStart(boolean starts) {
        atStart = starts;
        return this;
    }

    /** Starts warm-ups by a cron expression, in the time zone of the system. Excludes {@link #every}. */
    public WarmingBuilder<K> schedule(String cron) {
        return schedule(cron, ZoneId.systemDefault());
    }

    /**
     * Starts warm-ups by a cron expression (minute, hour, day of the month, month, day of the week) in a time zone.
     *
     * @throws IllegalArgumentException if the expression is malformed or names no moment, or the module that reads such
     *     expressions is not there
     */
    public WarmingBuilder<K> schedule(String cron, ZoneId zone) {
        return time(new WarmingTime.Cron(cron, zone));
    }

    /** Starts warm-ups this long after one another. Excludes {@link #schedule}. */
    public WarmingBuilder<K> every(Duration interval) {
        return time(new WarmingTime.Every(interval));
    }

    private WarmingBuilder<K> time(WarmingTime said) {
        WarmingTime unused = time.take(said);
        return this;
    }

    /** Puts each of these warm-ups off at random, by this much at most. */
    public WarmingBuilder<K> jitter(Duration atMost) {
        jitter = atMost;
        return this;
    }

    /** Warms the keys that are most frequent in the first column of a log. */
    public WarmingBuilder<K> accessLog(Path file) {
        accessLog = new AccessLogSettings(file, null);
        return this;
    }

    /** Warms the keys that are most frequent in a log, in whose lines a group named {@code key} finds them. */
    public WarmingBuilder<K> accessLog(Path file, Pattern pattern) {
        accessLog = new AccessLogSettings(file, pattern.pattern());
        return this;
    }

    /** Warms the keys that the application names. */
    public WarmingBuilder<K> keys(KeySource<K> source) {
        keys = Component.ofInstance(source);
        return this;
    }

    /** Warms the keys that a new object of a class names. */
    public WarmingBuilder<K> keys(Class<? extends KeySource<K>> type) {
        keys = Component.ofClass(type);
        return this;
    }

    /** Loads the keys that are related to one that was missing. */
    public WarmingBuilder<K> related(RelatedKeys<K> function) {
        return related(Component.ofInstance(function));
    }

    /** Loads the keys that are related to one that was missing, as a new object of a class names them. */
    public WarmingBuilder<K> related(Class<? extends RelatedKeys<K>> type) {
        return related(Component.ofClass(type));
    }

    private WarmingBuilder<K> related(Component<?> function) {
        related = new RelatedSettings(function, null).over(related);
        return this;
    }

    /** Lets so many missing keys wait for those that are related to them; of further ones none are loaded. */
    public WarmingBuilder<K> relatedQueue(int capacity) {
        related = new RelatedSettings(null, capacity).over(related);
        return this;
    }

    WarmingSettings build() {
        RepeatSettings repeat = new RepeatSettings(time.said(), jitter);
        return new WarmingSettings(true, hotKeys, rate, atStart, repeat, accessLog, keys, related);
    }
}
