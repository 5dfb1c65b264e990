package io.tiercel.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tiercel.rule.MapTargets.MapTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CacheEventsTest {

    private final MapTargets targets = new MapTargets();
    private final MapTarget users =
            targets.add("users", String.class, "user:1", "user:2", "user:1:posts", "user:1:likes", "user:*:x");
    private final MapTarget numbers = targets.add("numbers", Long.class, 1L, 2L);
    private final CacheEvents events = new CacheEvents(targets);

    private static CacheEvent updated(Object userId) {
        return CacheEvent.of("user_updated", "userId", userId);
    }

    private EventException failing(CacheEvent event) {
        return catchThrowableOfType(EventException.class, () -> events.publish(event));
    }

    @Test
    void publish_keysOfSeveralTypes_invalidatesThem() {
        events.add(EventRule.on("user_updated")
                .keys("users", "user:{userId}", "user:{userId}:posts")
                .keys("numbers", "{userId}")
                .build());

        EventOutcome outcome = events.publish(updated(1));

        assertThat(outcome.invalidatedByCache()).isEqualTo(Map.of("users", 2L, "numbers", 1L));
        assertThat(outcome.invalidated()).isEqualTo(3);
        assertThat(users.entries).containsOnlyKeys("user:2", "user:1:likes", "user:*:x");
        assertThat(numbers.entries).containsOnlyKeys(2L);
    }

    @Test
    void publish_pattern_invalidatesWhatMatches() {
        events.add(EventRule.on("user_updated")
                .patterns("users", "user:{userId}:*")
                .build());

        assertThat(events.publish(updated(1)).invalidated()).isEqualTo(2);
        assertThat(users.entries).containsOnlyKeys("user:1", "user:2", "user:*:x");
    }

    @Test
    void publish_fieldWithAWildcard_doesNotWidenThePattern() {
        events.add(EventRule.on("user_updated")
                .patterns("users", "user:{userId}:*")
                .build());

        assertThat(events.publish(updated("*")).invalidated()).isEqualTo(1);
        assertThat(users.entries).doesNotContainKey("user:*:x").containsKey("user:1:posts");
    }

    @Test
    void publish_tag_invalidatesInAllCaches() {
        users.put("user:2", "profile-1");
        numbers.put(2L, "profile-1", "other");
        events.add(EventRule.on("user_updated").tags("profile-{userId}").build());

        assertThat(events.publish(updated(1)).invalidated()).isEqualTo(2);
        assertThat(numbers.entries).containsOnlyKeys(1L);
    }

    @Test
    void publish_function_invalidatesWhatItSays() {
        events.add(EventRule.on("user_updated")
                .function(event ->
                        List.of(Effect.keyObject("numbers", 2L), Effect.key("numbers", "1"), Effect.all("users")))
                .build());

        assertThat(events.publish(updated(1)).invalidated()).isEqualTo(7);
    }

    @Test
    void publish_twoRules_appliesBothAndCountsAnEffectOnce() {
        events.add(EventRule.on("user_updated")
                .keys("users", "user:{userId}", "user:{userId}")
                .build());
        events.add(EventRule.on("user_updated").keys("numbers", "{userId}").build());

        EventOutcome outcome = events.publish(updated(2));

        assertThat(outcome.rules()).isEqualTo(2);
        assertThat(outcome.invalidated()).isEqualTo(2);
    }

    @Test
    void publish_noRule_isCountedAndNothingElse() {
        assertThat(events.publish(updated(1)).rules()).isZero();

        assertThat(events.counters().withoutRule()).isEqualTo(1);
        assertThat(events.counters().eventsByType()).isEmpty();
    }

    @Test
    void publish_fieldIsMissing_namesRuleAndFieldAndDoesTheRest() {
        events.add(EventRule.on("user_updated")
                .keys("users", "user:{name}", "user:{userId}")
                .keys("numbers", "{userId}")
                .build());

        EventException failure = failing(updated(1));

        assertThat(failure)
                .hasMessage(
                        "The event user_updated failed in part: rule for user_updated: the event has no field 'name'"
                                + " for 'user:{name}', it has userId");
        assertThat(failure.outcome().invalidated()).isEqualTo(2);
        assertThat(failure.failures())
                .containsExactly(
                        "rule for user_updated: the event has no field 'name' for 'user:{name}', it has userId");
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.mayLeaveStale()).isTrue();
        assertThat(events.counters().failures()).isEqualTo(1);
        assertThat(events.counters().invalidated()).isEqualTo(2);
        assertThat(events.counters().lastFailure()).contains("no field 'name'");
    }

    @Test
    void publish_fieldIsNull_isAsIfItWereMissing() {
        events.add(EventRule.on("user_updated").keys("users", "user:{userId}").build());
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("userId", null);

        assertThat(failing(CacheEvent.of("user_updated", fields))).hasMessageContaining("it has none");
    }

    @Test
    void publish_cacheThatDoesNotExist_namesItAndThoseThatDo() {
        events.add(EventRule.on("user_updated")
                .keys("usres", "user:{userId}")
                .keys("users", "user:{userId}")
                .build());

        EventException failure = failing(updated(1));

        assertThat(failure).hasMessageContaining("there is no cache 'usres'; there are numbers, users");
        assertThat(failure.mayLeaveStale()).isFalse();
        assertThat(failure.outcome().invalidated()).isEqualTo(1);
    }

    @Test
    void publish_noKeyOfTheType_saysWhatIsExpected() {
        events.add(EventRule.on("user_updated").keys("numbers", "{userId}").build());

        assertThat(failing(updated("abc"))).hasMessageContaining("'abc' is no key of type java.lang.Long");
    }

    @Test
    void publish_functionFailsWithAnError_doesTheRestAndIsCounted() {
        events.add(EventRule.on("user_updated")
                .function(event -> {
                    throw new NoClassDefFoundError("com/example/Gone");
                })
                .build());
        events.add(EventRule.on("user_updated").keys("users", "user:{userId}").build());

        EventException failure = failing(updated(1));

        assertThat(failure).hasMessageContaining("com/example/Gone");
        assertThat(failure.mayLeaveStale()).isTrue();
        assertThat(users.entries).doesNotContainKey("user:1");
        assertThat(events.counters().failures()).isEqualTo(1);
    }

    @Test
    void publish_functionThrows_doesTheRest() {
        IllegalStateException thrown = new IllegalStateException("no");
        events.add(EventRule.on("user_updated")
                .function(event -> {
                    throw thrown;
                })
                .keys("users", "user:{userId}")
                .build());

        EventException failure = failing(updated(1));

        assertThat(failure.outcome().invalidated()).isEqualTo(1);
        assertThat(failure).hasSuppressedException(thrown);
    }

    @Test
    void publish_cachesThrowTheSame_thatIsTold() {
        IllegalStateException thrown = new IllegalStateException("no");
        numbers.failure = thrown;
        users.failure = thrown;
        events.add(EventRule.on("user_updated").tags("profile-{userId}").build());

        assertThat(failing(updated(1))).hasSuppressedException(thrown).hasMessageEndingWith(": no");
    }

    @Test
    void publish_oneCacheIsBroken_theTagIsGoneInTheOthers() {
        numbers.isBroken = true;
        users.put("user:2", "profile-1");
        events.add(EventRule.on("user_updated").tags("profile-{userId}").build());

        assertThat(failing(updated(1))).hasMessageContaining("numbers is broken");
        assertThat(users.entries).doesNotContainKey("user:2");
    }

    @Test
    void publish_sameId_isAppliedOnce() {
        events.add(EventRule.on("user_updated").keys("users", "user:{userId}").build());
        events.publish(updated(1).withId("a"));
        users.put("user:1");

        EventOutcome again = events.publish(updated(1).withId("a"));

        assertThat(again.repeated()).isTrue();
        assertThat(users.entries).containsKey("user:1");
        assertThat(events.publish(updated(1).withId("b")).repeated()).isFalse();
        assertThat(events.counters().repeated()).isEqualTo(1);
        assertThat(events.counters().eventsByType()).isEqualTo(Map.of("user_updated", 3L));
    }

    @Test
    void publish_failedEvent_isAppliedAgain() {
        events.add(EventRule.on("user_updated").keys("users", "user:{userId}").build());
        users.isBroken = true;
        failing(updated(1).withId("a"));
        users.isBroken = false;

        assertThat(events.publish(updated(1).withId("a")).invalidated()).isEqualTo(1);
    }

    @Test
    void publish_manyIds_forgetsTheOldest() {
        events.add(EventRule.on("user_updated").keys("users", "user:{userId}").build());
        for (int i = 0; i <= CacheEvents.REMEMBERED_IDS; i++) {
            events.publish(updated(1).withId("id" + i));
        }

        assertThat(events.publish(updated(1).withId("id0")).repeated()).isFalse();
        assertThat(events.publish(updated(1).withId("id9000")).repeated()).isTrue();
    }

    @Test
    void preview_anyRule_changesNothing() {
        users.put("user:2", "profile-1");
        events.add(EventRule.on("user_updated")
                .keys("users", "user:{userId}", "user:nobody")
                .patterns("users", "user:{userId}:*")
                .tags("profile-{userId}")
                .build());

        assertThat(events.preview(updated(1)).invalidated()).isEqualTo(4);
        assertThat(users.entries).hasSize(5);
        assertThat(events.counters().eventsByType()).isEmpty();
    }

    @Test
    void add_keysThatCannotBeRead_isRefused() {
        targets.add("threads", Thread.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        events.add(EventRule.on("e").keys("threads", "{id}").build()))
                .withMessageContaining("the cache 'threads' has no keys for the template '{id}'");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        events.add(EventRule.on("e").keys("numbers", "all").build()))
                .withMessageContaining("'all' is no key of type java.lang.Long");
        assertThat(events.rules()).isEmpty();
    }

    @Test
    void build_nothingSaid_isRefused() {
        assertThatIllegalStateException().isThrownBy(() -> EventRule.on("e").build());
        assertThatIllegalArgumentException().isThrownBy(() -> EventRule.on(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> EventRule.on("e").keys("use*", "a"));
    }

    @Test
    void remove_rule_isNoLongerApplied() {
        EventRule rule =
                EventRule.on("user_updated").keys("users", "user:{userId}").build();
        events.add(rule);

        assertThat(events.remove(rule)).isTrue();
        assertThat(events.publish(updated(1)).invalidated()).isZero();
    }

    @Test
    void eventsMayBeMissing_templates_invalidatesAllTheyCanReach() {
        MapTarget others = targets.add("others", UUID.class, UUID.randomUUID());
        events.add(EventRule.on("user_updated")
                .keys("users", "user:{userId}:posts")
                .build());
        events.add(EventRule.on("number")
                .keys("numbers", "{id}")
                .keys("absent", "x")
                .build());

        assertThat(events.eventsMayBeMissing(null)).isEqualTo(3);
        assertThat(users.entries).doesNotContainKey("user:1:posts").hasSize(4);
        assertThat(numbers.entries).isEmpty();
        assertThat(others.entries).hasSize(1);
        assertThat(events.counters().gaps()).isEqualTo(1);
    }

    @Test
    void eventsMayBeMissing_tagsAndFunctions_reachOtherCachesToo() {
        numbers.put(1L, "t");
        events.add(EventRule.on("tagged").tags("profile-{id}").build());
        events.add(EventRule.on("coded").function(event -> List.of()).build());

        events.eventsMayBeMissing("tagged");
        assertThat(numbers.entries).isEmpty();
        assertThat(users.entries).hasSize(5);

        events.eventsMayBeMissing("coded");
        assertThat(users.entries).isEmpty();
    }

    @Test
    void publish_cacheThatClosesMeanwhile_isNoFailureOfATagAndNoReasonToFearStaleEntries() {
        users.put("a", "t");
        numbers.put(1L, "t");
        numbers.isClosing = true;
        events.add(EventRule.on("tagged").tags("t").build());
        assertThat(events.publish(CacheEvent.of("tagged", Map.of())).invalidatedByCache())
                .containsExactly(Map.entry("users", 1L));

        MapTarget others = targets.add("others", String.class, "x");
        others.isClosing = true;
        events.add(EventRule.on("keyed").keys("others", "x").build());
        assertThatThrownBy(() -> events.publish(CacheEvent.of("keyed", Map.of())))
                .hasMessageContaining("there is no cache 'others'")
                .extracting(e -> ((EventException) e).mayLeaveStale())
                .isEqualTo(false);
    }

    @Test
    void opened_cacheWithEntriesOfBefore_losesWhatTheEventsUntilThenCouldReach() {
        events.add(EventRule.on("user_updated").keys("books", "user:{userId}").build());
        events.add(EventRule.on("quiet").keys("books", "*").build());
        assertThatThrownBy(() -> events.publish(updated(1))).isInstanceOf(EventException.class);

        MapTarget books = targets.add("books", String.class, "user:1", "user:2", "other");
        assertThat(events.opened("books")).isEqualTo(2);
        assertThat(books.entries).containsOnlyKeys("other");
        assertThat(users.entries).as("was there all the while").hasSize(5);

        events.eventsMayBeMissing("quiet");
        books.put("user:3");
        assertThat(events.opened("books")).isEqualTo(1);
    }

    @Test
    void opened_cacheBeforeAnyEvent_keepsAll() {
        events.add(EventRule.on("user_updated")
                .keys("users", "user:{userId}")
                .tags("t")
                .build());

        assertThat(events.opened("users")).isZero();
        assertThat(users.entries).hasSize(5);
        assertThat(events.counters().gaps()).isZero();
    }

    @Test
    void event_outOfBounds_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CacheEvent.of(" ", Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> updated(1).withId("x".repeat(201)));
        Map<String, Integer> fields = new LinkedHashMap<>();
        for (int i = 0; i <= CacheEvent.MOST_FIELDS; i++) {
            fields.put("f" + i, i);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> CacheEvent.of("e", fields));
    }
}
