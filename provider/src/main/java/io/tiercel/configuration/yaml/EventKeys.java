package io.tiercel.configuration.yaml;

import io.tiercel.configuration.Component;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.EventsSettings;
import io.tiercel.configuration.Place;
import io.tiercel.configuration.RuleSettings;
import io.tiercel.configuration.SourceSettings;
import io.tiercel.rule.EventRule;
import io.tiercel.rule.EventRuleBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The keys of {@code events:}: rules by the type of the event, and where events come from. */
final class EventKeys {

    static final KeyTable<Draft> TABLE =
            new KeyTable<Draft>("events").key("rules", EventKeys::readRules).key("sources", EventKeys::readSources);

    static final KeyTable<RuleDraft> RULE = new KeyTable<RuleDraft>("rule")
            .key("keys", (draft, value) -> draft.byCache(value, EventRuleBuilder::keys))
            .key("patterns", (draft, value) -> draft.byCache(value, EventRuleBuilder::patterns))
            .key("tags", (draft, value) -> draft.say(value, "a tag, or a list of tags", EventRuleBuilder::tags))
            .key("function", (draft, value) -> draft.function = value.component());

    private EventKeys() {}

    static EventsSettings read(Value value) {
        Draft draft = TABLE.readSome(value, new Draft());
        return new EventsSettings(draft.rules, draft.sources);
    }

    private static void readRules(Draft draft, Value value) {
        YamlNode.Mapping rules = value.mapping("types of events");
        rules.values().forEach((type, node) -> {
            Value rule = new Value(node, value.context());
            value.converted(EventRule::on, type); // checks the type, before anything is said of it
            RuleDraft said = RULE.readSome(rule, new RuleDraft());
            draft.rules.add(new RuleSettings(type, said::replay, said.function, rule.place()));
        });
    }

    private static void readSources(Draft draft, Value value) {
        String allowed = "a list of sources, as [ { postgresql: { url: ... } } ]";
        if (!(value.node() instanceof YamlNode.Sequence sequence)) {
            throw new ConfigurationException(
                    value.place(),
                    "must be " + allowed + ", not " + value.node().kind());
        }
        for (YamlNode item : sequence.items()) {
            draft.sources.add(source(new Value(item, value.context())));
        }
    }

    private static SourceSettings source(Value item) {
        String allowed = "the name of one kind of source, as postgresql";
        YamlNode.Mapping mapping = item.mapping(allowed);
        if (mapping.values().size() != 1) {
            throw new ConfigurationException(
                    item.place(),
                    "must have exactly one key, not " + mapping.values().size() + ": " + allowed);
        }
        Map.Entry<String, YamlNode> only =
                mapping.values().entrySet().iterator().next();
        Value settings = new Value(only.getValue(), item.context());
        Map<String, String> options = new HashMap<>();
        Map<String, Place> places = new HashMap<>();
        settings.mapping("the keys of the source").values().forEach((key, node) -> {
            Value option = new Value(node, item.context());
            options.put(key, option.text("a text, a number, true or false"));
            places.put(key, option.place());
        });
        return new SourceSettings(only.getKey(), options, places, settings.place());
    }

    /** What {@code events:} says, while it is being read. */
    static final class Draft {

        private final List<RuleSettings> rules = new ArrayList<>();
        private final List<SourceSettings> sources = new ArrayList<>();
    }

    /** One rule, while it is being read. */
    static final class RuleDraft {

        private final List<Consumer<EventRuleBuilder>> said = new ArrayList<>();
        private @Nullable Component<?> function;

        private void byCache(Value value, Template template) {
            YamlNode.Mapping byCache = value.mapping("names of caches");
            if (byCache.values().isEmpty()) {
                throw new ConfigurationException(value.place(), "is empty; it must name a cache");
            }
            new LinkedHashMap<>(byCache.values())
                    .forEach((cache, node) -> say(
                            new Value(node, value.context()),
                            "a template, or a list of templates",
                            (builder, templates) -> template.say(builder, cache, templates)));
        }

        private void say(Value value, String allowed, BiConsumer<EventRuleBuilder, String[]> saying) {
            for (Value one : value.oneOrMore(allowed)) {
                String template = one.text(allowed);
                Consumer<EventRuleBuilder> step = builder -> saying.accept(builder, new String[] {template});
                one.converted(
                        builder -> {
                            step.accept(builder);
                            return builder;
                        },
                        EventRule.on("check"));
                said.add(step);
            }
        }

        private void replay(EventRuleBuilder builder) {
            said.forEach(step -> step.accept(builder));
        }

        /** Says templates of one cache. */
        @FunctionalInterface
        private interface Template {
            void say(EventRuleBuilder builder, String cache, String... templates);
        }
    }
}
