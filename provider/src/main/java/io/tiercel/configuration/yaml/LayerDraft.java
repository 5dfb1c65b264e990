package io.tiercel.configuration.yaml;

import io.tiercel.configuration.CacheSettingsBuilder;
import io.tiercel.configuration.Place;
import io.tiercel.configuration.SettingsLayer;
import io.tiercel.configuration.TypeName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A layer of settings while it is being read. For one thread. */
final class LayerDraft {

    final CacheSettingsBuilder settings = new CacheSettingsBuilder();
    final Map<String, Place> places = new HashMap<>();

    @Nullable
    TypeName keyType;

    @Nullable
    TypeName valueType;

    SettingsLayer layer(Place place) {
        return new SettingsLayer(settings.build(), place, places);
    }
}
