package io.tiercel.configuration;

import org.jspecify.annotations.Nullable;

/**
 * What a file says under one name or pattern of {@code caches:}. Immutable.
 *
 * @param name the name or the pattern
 * @param types the types, if the cache is declared with them and so is created with its manager; without them this is
 *     a template for caches that code creates
 * @param layer the settings
 */
public record CacheEntry(String name, @Nullable CacheTypes types, SettingsLayer layer) {}
