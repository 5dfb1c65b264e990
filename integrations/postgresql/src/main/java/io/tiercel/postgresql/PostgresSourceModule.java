package io.tiercel.postgresql;

import io.tiercel.rule.CacheEventSource;
import io.tiercel.rule.CacheEventSourceModule;
import io.tiercel.rule.SourceOptions;

/** Brings the source {@code postgresql}. */
public final class PostgresSourceModule implements CacheEventSourceModule {

    /** Made by {@link java.util.ServiceLoader}. */
    public PostgresSourceModule() {}

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public CacheEventSource create(SourceOptions options) {
        return new PostgresSource(PostgresSettings.of(options));
    }
}
