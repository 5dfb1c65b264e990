package io.tiercel.configuration.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.EventsSettings;
import io.tiercel.configuration.SourceSettings;
import io.tiercel.rule.CacheEvent;
import io.tiercel.rule.Effect;
import io.tiercel.rule.EventFunction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventKeysTest {

    /** A function that a file names. */
    public static final class ClearsUsers implements EventFunction {
        @Override
        public Collection<? extends Effect> effectsOf(CacheEvent event) {
            return List.of(Effect.all("users"));
        }
    }

    private static EventsSettings read(String yaml) {
        return TestYaml.read(yaml).events();
    }

    private static String ruleOf(String yaml) {
        return read(yaml)
                .rules()
                .get(0)
                .rule(EventKeysTest.class.getClassLoader())
                .toString();
    }

    @Test
    void read_nothing_hasNoRules() {
        assertThat(read("defaults: { statistics: true }")).isEqualTo(EventsSettings.NONE);
    }

    @Test
    void read_rule_saysAllThatCodeCan() {
        assertThat(ruleOf("""
                events:
                  rules:
                    user_updated:
                      keys: { users: [ "user:{userId}", "posts:{userId}" ], "com.example.A": "{userId}" }
                      patterns: { users: "user:{userId}:*" }
                      tags: [ "profile-{userId}" ]
                      function: io.tiercel.configuration.yaml.EventKeysTest$ClearsUsers
                """))
                .isEqualTo("user_updated -> key user:{userId} of users, key posts:{userId} of users, key {userId} of"
                        + " com.example.A, keys user:{userId}:* of users, tag profile-{userId}, what"
                        + " io.tiercel.configuration.yaml.EventKeysTest$ClearsUsers says");
    }

    @Test
    void read_source_hasItsOptionsAndHidesThem() {
        SourceSettings source = TestYaml.read(
                        "events: { sources: [ { postgresql: { url: 'jdbc:x', password: '${PW}' } } ] }",
                        Map.of("PW", "secret"),
                        Set.of())
                .events()
                .sources()
                .get(0);

        assertThat(source.name()).isEqualTo("postgresql");
        assertThat(source.options()).isEqualTo(Map.of("url", "jdbc:x", "password", "secret"));
        assertThat(source.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "events: {}|events: is empty; allowed here: rules, sources",
                "events: { rule: {} }|events.rule: unknown key; did you mean 'rules'?",
                "events: { rules: [] }|events.rules: must be a mapping of keys, not a list",
                "events: { rules: { a: {} } }|events.rules.a: is empty; allowed here: keys, patterns, tags, function",
                "events: { rules: { a: { key: {} } } }|events.rules.a.key: unknown key; did you mean 'keys'?",
                "events: { rules: { a: { keys: [ x ] } } }|must be a mapping of keys, not a list; allowed here: names of",
                "events: { rules: { a: { keys: {} } } }|events.rules.a.keys: is empty; it must name a cache",
                "events: { rules: { a: { patterns: {}, tags: x } } }|events.rules.a.patterns: is empty; it must name a cache",
                "events: { rules: { a: { keys: { users: [] } } } }|is empty; it must be a template, or a list of templates",
                "events: { rules: { a: { keys: { users: [ [ x ] ] } } } }|must be a template, or a list of templates",
                "events: { rules: { a: { keys: { users: 'user:{id' } } } }|test.yaml:1:40: events.rules.a.keys.users: the template 'user:{id' has a brace",
                "events: { rules: { a: { keys: { 'use*': 'x' } } } }|a rule names caches one by one, 'use*' is a pattern",
                "events: { rules: { a: { tags: '' } } }|is empty; it must be a tag",
                "events: { rules: { a: { tags: '{}' } } }|the template '{}' has a brace at character 1",
                "events: { rules: { ' ': { tags: x } } }|the type of an event has 1 to 200 characters",
                "events: { rules: { a: { function: '1' } } }|must be the full name of a class",
                "events: { sources: {} }|must be a list of sources",
                "events: { sources: [ postgresql ] }|must be a mapping of keys",
                "events: { sources: [ { a: {}, b: {} } ] }|must have exactly one key, not 2",
                "events: { sources: [ { postgresql: { url: [ a ] } } ] }|must be a text, a number, true or false",
            })
    void read_mistake_saysWhereAndWhatIsAllowed(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith("test.yaml:1:");
    }
}
