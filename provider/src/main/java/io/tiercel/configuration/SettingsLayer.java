package io.tiercel.configuration;

import java.util.Map;

/**
 * Settings that were said in one place, and where each of them was said. Immutable.
 *
 * @param settings what was said
 * @param place where all of it was said
 * @param places where the keys in it were said, by key
 */
public record SettingsLayer(CacheSettings settings, Place place, Map<String, Place> places) {

    /** Says nothing. */
    public static final SettingsLayer UNSET = new SettingsLayer(CacheSettings.UNSET, Place.CODE, Map.of());

    public SettingsLayer {
        places = Map.copyOf(places);
    }

    static SettingsLayer inCode(CacheSettings settings) {
        return new SettingsLayer(settings, Place.CODE, Map.of());
    }

    /** Returns where a key was said. */
    public Place placeOf(String key) {
        Place exact = places.get(key);
        return exact != null ? exact : place.child(key);
    }
}
