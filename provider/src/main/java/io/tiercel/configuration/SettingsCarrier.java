package io.tiercel.configuration;

/** A configuration that says more than JSR-107 can: it carries settings. */
public interface SettingsCarrier {

    /** Returns what it says. */
    CacheSettings settings();
}
