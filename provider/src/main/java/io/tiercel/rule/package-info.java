/**
 * Events from outside, such as a change in a database, and the rules that say which entries of which caches they
 * invalidate. Start reading at {@link io.tiercel.rule.CacheEvents}; {@link io.tiercel.rule.EventRule} is a rule,
 * {@link io.tiercel.rule.CacheEventSourceModule} how events of another kind come in. The caches are behind
 * {@link io.tiercel.rule.RuleTarget}.
 */
@NullMarked
package io.tiercel.rule;

import org.jspecify.annotations.NullMarked;
