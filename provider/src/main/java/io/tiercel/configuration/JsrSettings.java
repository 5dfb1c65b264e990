package io.tiercel.configuration;

import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What a JSR-107 configuration says. It cannot tell "off" from "not said": what has the value that a
 * {@code MutableConfiguration} starts with counts as not said.
 */
final class JsrSettings {

    private JsrSettings() {}

    static CacheSettings of(Configuration<?, ?> configuration) {
        if (configuration instanceof SettingsCarrier carrier) {
            return carrier.settings().toBuilder()
                    .byValue(configuration.isStoreByValue())
                    .build();
        }
        CacheSettingsBuilder said = new CacheSettingsBuilder().byValue(configuration.isStoreByValue());
        if (configuration instanceof CompleteConfiguration<?, ?> complete) {
            said.expiry(expiry(complete.getExpiryPolicyFactory()))
                    .loader(LoaderSettings.UNSET
                            .withLoader(component(complete.getCacheLoaderFactory()))
                            .withReadThrough(trueOrUnset(complete.isReadThrough())))
                    .writer(WriterSettings.UNSET
                            .withWriter(component(complete.getCacheWriterFactory()))
                            .withWriteThrough(trueOrUnset(complete.isWriteThrough())))
                    .statistics(trueOrUnset(complete.isStatisticsEnabled()))
                    .management(trueOrUnset(complete.isManagementEnabled()));
        }
        return said.build();
    }

    /** Returns what a configuration says in the words of JSR-107 alone: nothing, if it carries settings. */
    static CacheSettings ofPlain(Configuration<?, ?> configuration) {
        return configuration instanceof SettingsCarrier ? CacheSettings.UNSET : of(configuration);
    }

    private static ExpirySettings expiry(@Nullable Factory<ExpiryPolicy> factory) {
        if (factory == null || factory.equals(EternalExpiryPolicy.factoryOf())) {
            return ExpirySettings.UNSET;
        }
        return new ExpirySettings(new ExpiryRule.Policy(Component.ofFactory(factory)), null);
    }

    private static @Nullable Component<?> component(@Nullable Factory<?> factory) {
        return factory == null ? null : Component.ofFactory(factory);
    }

    private static @Nullable Boolean trueOrUnset(boolean value) {
        return value ? Boolean.TRUE : null;
    }
}
