package io.tiercel.configuration;

import java.util.Map;

/**
 * A source of events that a file names. Immutable.
 *
 * @param name the kind of source
 * @param options what is said of it, by key
 * @param places where each of the options is said
 * @param place where the source is said
 */
public record SourceSettings(String name, Map<String, String> options, Map<String, Place> places, Place place) {

    public SourceSettings {
        options = Map.copyOf(options);
        places = Map.copyOf(places);
    }

    /** Returns where an option is said, or where the source is if it is not said. */
    public Place placeOf(String option) {
        return places.getOrDefault(option, place);
    }

    /** Does not show the options: there may be a password. */
    @Override
    public String toString() {
        return name + " at " + place;
    }
}
