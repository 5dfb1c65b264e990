package net.openhft.chronicle.map.internal;

import net.openhft.chronicle.core.analytics.AnalyticsFacade;

/** Takes the place of the telemetry of Chronicle Map. */
public final class AnalyticsHolder {

    private static final AnalyticsFacade SILENT = new AnalyticsFacade() {};

    private AnalyticsHolder() {}

    public static AnalyticsFacade instance() {
        return SILENT;
    }
}
