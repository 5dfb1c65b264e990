package io.tiercel.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a by-value cache isolates what it holds. Null means "not said". Immutable.
 *
 * @param serializer what encodes mutable objects
 * @param copier what copies values instead, where the user knows better
 * @param allow patterns of the classes that may be decoded besides the declared types and the JDK's value types
 * @param immutable patterns of the classes whose objects need no copy
 */
public record EncodingSettings(
        @Nullable SerializerChoice serializer,
        @Nullable Component<?> copier,
        @Nullable List<String> allow,
        @Nullable List<String> immutable) {

    /** Says nothing. */
    public static final EncodingSettings UNSET = new EncodingSettings(null, null, null, null);

    public EncodingSettings {
        allow = checked(allow);
        immutable = checked(immutable);
    }

    private static @Nullable List<String> checked(@Nullable List<String> patterns) {
        return patterns == null
                ? null
                : patterns.stream().map(ClassPattern::checked).toList();
    }

    /** Returns these settings with another serializer. */
    public EncodingSettings withSerializer(@Nullable SerializerChoice said) {
        return new EncodingSettings(said, copier, allow, immutable);
    }

    /** Returns these settings with another copier. */
    public EncodingSettings withCopier(@Nullable Component<?> said) {
        return new EncodingSettings(serializer, said, allow, immutable);
    }

    /** Returns these settings with other classes that may be decoded. */
    public EncodingSettings withAllow(@Nullable List<String> said) {
        return new EncodingSettings(serializer, copier, said, immutable);
    }

    /** Returns these settings with other classes that need no copy. */
    public EncodingSettings withImmutable(@Nullable List<String> said) {
        return new EncodingSettings(serializer, copier, allow, said);
    }

    /** Returns what these settings say, and what the defaults say where these say nothing. */
    public EncodingSettings over(EncodingSettings defaults) {
        return new EncodingSettings(
                CacheSettings.either(serializer, defaults.serializer),
                CacheSettings.either(copier, defaults.copier),
                CacheSettings.either(allow, defaults.allow),
                CacheSettings.either(immutable, defaults.immutable));
    }
}
