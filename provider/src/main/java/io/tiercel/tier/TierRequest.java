package io.tiercel.tier;

import io.tiercel.serialize.KeyCodec;
import io.tiercel.serialize.ValueCodec;
import io.tiercel.serialize.ValueStorage;

/**
 * What a cache wants of the tiers outside the heap.
 *
 * @param cacheName the name of the cache
 * @param bounds which tiers, and how large
 * @param forms what is held in them
 * @param touchable whether a use may give a deadline to an entry that has none
 * @param keyType the declared class of keys
 * @param valueType the declared class of values
 */
public record TierRequest(
        String cacheName, LowerBounds bounds, Forms forms, boolean touchable, Class<?> keyType, Class<?> valueType) {

    /**
     * Keys and values of a cache, and how they become bytes.
     *
     * @param keyCodec the bytes of keys that are canonical
     * @param valueCodec the bytes of values
     * @param keys encodes other keys
     * @param values what values are held in
     * @param fingerprint tells types and serializer apart from others, whose bytes cannot be read
     */
    public record Forms(
            KeyCodec keyCodec, ValueCodec valueCodec, ValueStorage keys, ValueStorage values, String fingerprint) {}
}
