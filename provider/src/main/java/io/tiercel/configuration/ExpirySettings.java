package io.tiercel.configuration;

import org.jspecify.annotations.Nullable;

/**
 * When entries expire. Null means "not said". Immutable.
 *
 * @param rule the rule; rules are not mixed: the more specific layer's replaces the other as a whole
 * @param jitter the fraction by which an entry's time may be cut at random, from 0 and below 1, so that entries written
 *     together do not expire together; it never makes an entry live longer
 */
public record ExpirySettings(
        @Nullable ExpiryRule rule, @Nullable Double jitter) {

    /** Says nothing. */
    public static final ExpirySettings UNSET = new ExpirySettings(null, null);

    public ExpirySettings {
        if (jitter != null && !(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException(
                    "the jitter must be at least 0 % and below 100 %, jitter=" + PercentSyntax.format(jitter));
        }
    }

    /** Returns these settings with another rule. */
    public ExpirySettings withRule(@Nullable ExpiryRule said) {
        return new ExpirySettings(said, jitter);
    }

    /** Returns these settings with another jitter. */
    public ExpirySettings withJitter(@Nullable Double said) {
        return new ExpirySettings(rule, said);
    }

    /** Returns what these settings say, and what the defaults say where these say nothing. */
    public ExpirySettings over(ExpirySettings defaults) {
        return new ExpirySettings(
                CacheSettings.either(rule, defaults.rule), CacheSettings.either(jitter, defaults.jitter));
    }
}
