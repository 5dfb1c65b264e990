package net.openhft.chronicle.core.analytics;

import java.util.HashMap;
import java.util.Map;

/** Takes the place of Chronicle's telemetry: collects nothing and tells nobody anything. */
public interface AnalyticsFacade {

    static boolean isEnabled() {
        return false;
    }

    /** Returns an empty map, which the caller adds to. */
    static Map<String, String> standardAdditionalProperties() {
        return new HashMap<>();
    }

    default void sendEvent(String name) {}

    default void sendEvent(String name, Map<String, String> parameters) {}
}
