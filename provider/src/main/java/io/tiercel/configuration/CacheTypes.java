package io.tiercel.configuration;

/**
 * The types that a cache is declared with. Immutable.
 *
 * @param key the type of its keys
 * @param value the type of its values
 */
public record CacheTypes(TypeName key, TypeName value) {}
