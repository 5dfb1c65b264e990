package io.tiercel.configuration;

import io.tiercel.rule.EventFunction;
import io.tiercel.rule.EventRule;
import io.tiercel.rule.EventRuleBuilder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A rule that a file says.
 *
 * @param type the type of its events
 * @param templates says the templates of the rule
 * @param function says the rest in code, null if there is none
 * @param place where it is said
 */
public record RuleSettings(
        String type,
        Consumer<EventRuleBuilder> templates,
        @Nullable Component<?> function,
        Place place) {

    /**
     * Returns the rule.
     *
     * @param classLoader resolves the class of the function
     */
    public EventRule rule(ClassLoader classLoader) {
        EventRuleBuilder builder = EventRule.on(type);
        templates.accept(builder);
        if (function != null) {
            builder.function((EventFunction) function.create(EventFunction.class, classLoader));
        }
        return builder.build();
    }
}
