package io.tiercel.warming;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of a warm-up come from. Thread-safe if the key source is.
 *
 * @param hotKeys the keys that are read most, or null if nobody looks for them
 * @param accessLog a log, or null if there is none
 * @param mostOfLog how many keys of the log are wanted
 * @param keySource names keys, or null if there is none
 */
public record WarmingSources<K>(
        @Nullable HotKeys<K> hotKeys,
        @Nullable AccessLog<K> accessLog,
        int mostOfLog,
        @Nullable KeySource<K> keySource) {

    /** Names no key. */
    public static <K> WarmingSources<K> none() {
        return new WarmingSources<>(null, null, 0, null);
    }

    /**
     * Returns the keys to load, each once: those of the key source in its order, then those that are read most, then those
     * of the log.
     *
     * @param isOver whether to stop early
     * @throws UncheckedIOException if the log cannot be read
     */
    Collection<K> plan(BooleanSupplier isOver) {
        Set<K> keys = new LinkedHashSet<>();
        if (keySource != null) {
            addNamed(keySource, keys, isOver);
        }
        hottest().forEach(key -> keys.add(key.key()));
        if (accessLog != null) {
            try {
                accessLog.read(mostOfLog, isOver).keys().forEach(key -> keys.add(key.key()));
            } catch (IOException e) {
                throw new UncheckedIOException("The access log " + accessLog + " cannot be read: " + e, e);
            }
        }
        return new ArrayList<>(keys);
    }

    private static <K> void addNamed(KeySource<K> source, Set<K> keys, BooleanSupplier isOver) {
        String name = source.getClass().getName();
        for (K key : requireNonNull(source.keys(), () -> name + " returned null instead of keys")) {
            if (isOver.getAsBoolean()) { // it may go on for ever
                return;
            }
            keys.add(requireNonNull(key, () -> name + " named null as a key"));
        }
    }

    private List<HotKey<K>> hottest() {
        return hotKeys == null ? List.of() : hotKeys.hottest();
    }
}
