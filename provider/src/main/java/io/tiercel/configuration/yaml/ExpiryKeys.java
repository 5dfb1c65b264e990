package io.tiercel.configuration.yaml;

import io.tiercel.configuration.Component;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.DurationSyntax;
import io.tiercel.configuration.ExpiryRule;
import io.tiercel.configuration.ExpirySettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** The keys of {@code expiry:}, or the word {@code eternal} in their place. */
final class ExpiryKeys {

    static final KeyTable<Draft> TABLE = new KeyTable<Draft>("expiry")
            .key("after-creation", (draft, value) -> draft.duration("after-creation", value))
            .key("after-write", (draft, value) -> draft.duration("after-write", value))
            .key("after-access", (draft, value) -> draft.duration("after-access", value))
            .key("policy", (draft, value) -> draft.policy = value)
            .key("jitter", (draft, value) -> draft.jitter = jitter(value));

    private ExpiryKeys() {}

    static ExpirySettings read(Value value) {
        if (value.wordOrMapping(TABLE.allowed(), "eternal") != null) {
            return new ExpirySettings(new ExpiryRule.Eternal(), null);
        }
        Draft draft = TABLE.readSome(value, new Draft());
        return new ExpirySettings(draft.rule(), draft.jitter);
    }

    private static double jitter(Value value) {
        double fraction = value.percent();
        value.converted(f -> new ExpirySettings(null, f), fraction);
        return fraction;
    }

    /** The keys while they are being read. */
    static final class Draft {

        private final Map<String, Value> said = new LinkedHashMap<>();
        private @Nullable Value policy;
        private @Nullable Double jitter;

        private void duration(String key, Value value) {
            said.put(key, value);
        }

        private @Nullable ExpiryRule rule() {
            if (policy != null) {
                for (Value other : said.values()) {
                    throw exclusive(policy, other);
                }
                Component<ExpiryPolicy> component = policy.component();
                return new ExpiryRule.Policy(component);
            }
            if (said.isEmpty()) {
                return null;
            }
            Value creation = said.get("after-creation");
            Value write = said.get("after-write");
            if (creation != null && write != null) {
                throw exclusive(creation, write);
            }
            return new ExpiryRule.Durations(get("after-creation"), get("after-write"), get("after-access"));
        }

        private @Nullable Duration get(String key) {
            Value value = said.get(key);
            if (value == null) {
                return null;
            }
            Duration duration = value.duration();
            if (duration.isZero()) {
                throw new ConfigurationException(
                        value.place(), "must be at least 1ms and at most " + DurationSyntax.LONGEST.toDays() + "d");
            }
            return duration;
        }

        private static ConfigurationException exclusive(Value one, Value other) {
            return new ConfigurationException(one.place(), "excludes what is said at " + other.place());
        }
    }
}
