package net.openhft.chronicle.core.announcer;

import java.util.Map;

/** Takes the place of a banner about the library that is started. */
public final class Announcer {

    private Announcer() {}

    public static void announce(String groupId, String artifactId) {}

    public static void announce(String groupId, String artifactId, Map<String, String> properties) {}
}
