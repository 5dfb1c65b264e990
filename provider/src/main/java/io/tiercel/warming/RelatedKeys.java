package io.tiercel.warming;

import java.util.Collection;

/**
 * Says which keys are likely to be asked for after a key that was missing. Called by threads in the background, several
 * at once. What it throws is counted and logged, and hinders nobody.
 *
 * @param <K> the type of keys
 */
@FunctionalInterface
public interface RelatedKeys<K> {

    /** Returns the keys to load, those of which there are no values yet; of very many only the first 1000 are. */
    Collection<? extends K> relatedTo(K key);
}
