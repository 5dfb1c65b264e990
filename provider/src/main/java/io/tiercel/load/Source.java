package io.tiercel.load;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where an absent value comes from.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface Source<K, V> {

    /** Returns what there is for a key, null if nothing is. */
    @Nullable
    LoadedValue<V> load(K key);

    /** Returns one that asks a function. */
    static <K, V> Source<K, V> of(Function<? super K, ? extends @Nullable V> function) {
        return key -> {
            V value = function.apply(key);
            return value == null ? null : LoadedValue.of(value);
        };
    }
}
