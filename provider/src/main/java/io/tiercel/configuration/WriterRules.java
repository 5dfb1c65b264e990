package io.tiercel.configuration;

import java.util.List;
import java.util.Locale;

/**
 * Whether what is said of a writer makes sense.
 *
 * @param layers the most specific first, the built-in defaults last
 */
record WriterRules(List<SettingsLayer> layers) {

    /** Refuses what is said of writing behind where it builds on another mode. */
    void checkMode() {
        for (SettingsLayer layer : layers) {
            WriterMode mode = layer.settings().writer().mode();
            if (!layer.settings().writer().behind().saysNothing()) {
                if (modeFrom(layer) != WriterMode.BEHIND) {
                    throw new ConfigurationException(
                            layer.placeOf("writer"),
                            "batch, delay, queue, retry, dead-letter and close-timeout need mode: behind");
                }
                return;
            }
            if (mode != null && mode != WriterMode.BEHIND) {
                return; // what is said below is only inherited
            }
        }
    }

    /**
     * Refuses another mode than write-through where nobody brings a writer: whoever says it relies on being written.
     *
     * @param merged what all layers come to
     * @param own how many of the layers speak of this cache alone; what is merely inherited is of no use to it
     */
    void checkWriter(CacheSettings merged, int own) {
        if (merged.writer().writer() != null) {
            return;
        }
        for (SettingsLayer layer : layers.subList(0, own)) {
            WriterMode mode = layer.settings().writer().mode();
            if (mode != null && mode != WriterMode.THROUGH) {
                throw new ConfigurationException(
                        layer.placeOf("writer"),
                        "mode: " + mode.name().toLowerCase(Locale.ROOT)
                                + " needs a writer, which is told of changes: add class");
            }
        }
    }

    private WriterMode modeFrom(SettingsLayer from) {
        for (SettingsLayer layer : layers.subList(0, layers.indexOf(from))) {
            if (layer.settings().writer().mode() != null) {
                return WriterMode.BEHIND; // checkMode has come by no other
            }
        }
        for (SettingsLayer layer : layers.subList(layers.indexOf(from), layers.size())) {
            WriterMode mode = layer.settings().writer().mode();
            if (mode != null) {
                return mode;
            }
        }
        return WriterMode.THROUGH;
    }
}
