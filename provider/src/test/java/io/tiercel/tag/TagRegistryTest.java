package io.tiercel.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.store.Threads;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagRegistryTest {

    private final TagRegistry registry = new TagRegistry();

    private TagSet put(String... names) {
        TagSet tags = registry.tagSet(List.of(names), registry.now());
        tags.entered();
        return tags;
    }

    private void sweep(TagSet... carried) {
        TagSweep sweep = registry.beginSweep();
        List.of(carried).forEach(sweep::sees);
        registry.endSweep(sweep);
    }

    @Test
    void invalidate_oneOfTheTags_hidesTheEntry() {
        TagSet both = put("a", "b");
        TagSet other = put("b");

        assertThat(registry.invalidate(List.of("a"))).isEqualTo(1);

        assertThat(both.isInvalidated()).isTrue();
        assertThat(other.isInvalidated()).isFalse();
    }

    @Test
    void put_afterTheInvalidation_isLive() {
        put("a");
        registry.invalidate(List.of("a"));

        assertThat(put("a").isInvalidated()).isFalse();
    }

    @Test
    void tagSet_ofAnEarlierReading_isDeadIfTheTagWasInvalidatedSince() {
        put("a");
        long reading = registry.now();
        registry.invalidate(List.of("a"));

        assertThat(registry.tagSet(List.of("a"), reading).isInvalidated()).isTrue();
    }

    @Test
    void tagSet_ofAnEarlierReading_isDeadIfAnUnknownTagWasInvalidatedSince() {
        long reading = registry.now();
        registry.invalidate(List.of("nobody has it"));

        assertThat(registry.tagSet(List.of("nobody has it"), reading).isInvalidated())
                .isTrue();
    }

    @Test
    void count_entriesThatComeAndLeave_isExact() {
        TagSet first = put("a");
        put("a", "b");
        assertThat(registry.count("a")).isEqualTo(2);
        first.left();
        assertThat(registry.count("a")).isEqualTo(1);
        assertThat(registry.invalidate(List.of("a"))).isEqualTo(1);
        assertThat(registry.count("a")).isZero();
        assertThat(registry.count("b")).as("hidden, not swept yet").isEqualTo(1);
    }

    @Test
    void left_afterTheInvalidation_countsNothingOut() {
        TagSet old = put("a");
        registry.invalidate(List.of("a"));
        put("a");

        old.left();

        assertThat(registry.count("a")).isEqualTo(1);
    }

    @Test
    void sweep_countsWhatItSees() {
        put("a", "b");
        TagSet live = put("b");
        registry.invalidate(List.of("a"));

        sweep(live);

        assertThat(registry.count("b")).isEqualTo(1);
    }

    @Test
    void sweep_tagThatNoEntryCarries_isForgottenAfterAWhile() {
        put("unused").left();
        TagSet live = put("used");

        for (int i = 0; i < 3; i++) {
            sweep(live);
        }

        assertThat(registry.size()).isEqualTo(1);
        assertThat(registry.resolve(registry.epoch(), 0, new int[] {0}).isInvalidated())
                .as("an unknown number is dead")
                .isTrue();
        assertThat(live.isInvalidated()).isFalse();
    }

    @Test
    void forgottenTag_endsTheEra_forItsEntriesAreDead() {
        TagSet tags = registry.tagSet(List.of("a"), registry.now());
        long era = registry.era();
        assertThat(tags.isInvalidated()).isFalse();

        sweep();
        sweep();
        sweep();

        assertThat(tags.isInvalidated()).isTrue();
        assertThat(registry.era()).isGreaterThan(era).isNotEqualTo(TagRegistry.CHANGING);
    }

    @Test
    void invalidate_endsTheEra() {
        long era = registry.era();
        registry.invalidate(List.of("a"));
        assertThat(registry.era()).isGreaterThan(era).isNotEqualTo(TagRegistry.CHANGING);
    }

    @Test
    void forgottenTag_comesBack_asInvalidatedAsItWas() {
        long reading = registry.now();
        put("a").left();
        registry.invalidate(List.of("a"));
        for (int i = 0; i < 3; i++) {
            sweep();
        }
        assertThat(registry.size()).isZero();

        assertThat(registry.tagSet(List.of("a"), reading).isInvalidated()).isTrue();
        assertThat(put("a").isInvalidated()).isFalse();
    }

    @Test
    void revive_tagThatWasForgottenDuringAPut_isRememberedAgain() {
        TagSet slow = registry.tagSet(List.of("a"), registry.now());
        for (int i = 0; i < 3; i++) {
            sweep();
        }
        assertThat(slow.isInvalidated()).isTrue();

        registry.revive(slow);

        assertThat(slow.isInvalidated()).isFalse();
        registry.invalidate(List.of("a"));
        assertThat(slow.isInvalidated()).isTrue();
    }

    @Test
    void revive_nameThatHasAnotherTagByNow_carriesThat() {
        TagSet slow = registry.tagSet(List.of("a"), registry.now());
        for (int i = 0; i < 3; i++) {
            sweep();
        }
        TagSet other = put("a");

        registry.revive(slow);
        slow.entered();

        assertThat(slow.id(0)).isEqualTo(other.id(0));
        assertThat(registry.invalidate(List.of("a"))).isEqualTo(2);
        assertThat(slow.isInvalidated()).isTrue();
    }

    @Test
    void size_aMillionTagsInTurn_isBoundedByTheLiveOnes() {
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 1_000; i++) {
                put("tag-" + round + "-" + i).left();
            }
            sweep();
        }

        assertThat(registry.size()).isLessThanOrEqualTo(2_000);
    }

    @Test
    void counts_most_areTheLargest() {
        IntStream.range(0, 3).forEach(i -> put("three"));
        put("one");
        put("two");
        put("two");
        put("none").left();

        assertThat(registry.counts(2).toString()).isEqualTo("{three=3, two=2}");
        assertThat(registry.counts(9)).hasSize(3);
    }

    @Test
    void names_thatMakeNoSense_areRefused() {
        assertThatThrownBy(() -> registry.invalidate(List.of(""))).hasMessageContaining("empty");
        assertThatThrownBy(() -> registry.invalidate(Collections.singleton(null)))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> registry.tagSet(List.of("x".repeat(1 << 20)), 0))
                .hasMessageContaining("1048576 characters")
                .hasMessageContaining("1024");
        Set<String> many = IntStream.range(0, 256).mapToObj(Integer::toString).collect(Collectors.toSet());
        assertThatThrownBy(() -> registry.tagSet(many, 0)).hasMessageContaining("255");
        assertThat(registry.isInUse()).isFalse();
    }

    @Test
    void endSweep_anEntryCameMeanwhile_staysCounted() {
        TagSweep sweep = registry.beginSweep();
        TagSet first = put("a");
        registry.endSweep(sweep);
        assertThat(registry.count("a")).isEqualTo(1);

        sweep = registry.beginSweep();
        sweep.sees(first);
        put("a");
        registry.endSweep(sweep);
        assertThat(registry.count("a")).isEqualTo(2);
    }

    @Test
    void endSweep_oneLeftAndAnotherCameMeanwhile_countStaysRight() {
        TagSet first = put("a");
        TagSet second = put("a");
        TagSweep sweep = registry.beginSweep();
        sweep.sees(first);
        first.left();
        TagSet third = put("a");
        sweep.sees(second);
        sweep.sees(third);
        registry.endSweep(sweep);
        assertThat(registry.count("a")).as("both were seen").isEqualTo(2);

        sweep = registry.beginSweep();
        put("a");
        third.left();
        sweep.sees(second);
        registry.endSweep(sweep);
        assertThat(registry.count("a")).as("neither was seen").isEqualTo(2);
    }

    @Test
    void endSweep_tagOfAnEarlierProcessThatIsPutInEverySweep_isCounted() {
        int id = put("a").id(0);
        TagSweep sweep = registry.beginSweep();
        put("a");
        for (int i = 0; i < 10; i++) {
            sweep.sees(registry.resolve(registry.epoch(), registry.now(), new int[] {id}));
        }
        registry.endSweep(sweep);
        assertThat(registry.count("a")).isEqualTo(10);
    }

    @Test
    void endSweep_allWasClearedMeanwhile_countsNothingOfBefore() {
        TagSet tags = put("a");
        TagSweep sweep = registry.beginSweep();
        sweep.sees(tags);
        registry.cleared();
        registry.endSweep(sweep);
        assertThat(registry.count("a")).isZero();
    }

    @Test
    void endSweep_tagIsPutAgainAndAgain_isKept() {
        int id = registry.tagSet(List.of("a"), registry.now()).id(0);
        for (int i = 0; i < 5; i++) {
            sweep();
            assertThat(registry.tagSet(List.of("a"), registry.now()).id(0)).isEqualTo(id);
        }
    }

    @Test
    void endSweep_entryOfAnEarlierProcessIsSeenAndTheOnlyCountedOneLeft_keepsTheTag() {
        TagSet counted = put("a");
        TagSet uncounted = registry.resolve(registry.epoch(), registry.now(), new int[] {counted.id(0)});
        for (int i = 0; i < 3; i++) {
            sweep(counted);
        }
        TagSweep sweep = registry.beginSweep();
        counted.left();
        sweep.sees(uncounted);
        registry.endSweep(sweep);

        assertThat(uncounted.isInvalidated()).isFalse();
    }

    /** Defines so many tags that another thread sees how they are changed one after the other. Returns their names. */
    private static List<String> defineMany(TagRegistry registry) {
        List<String> many = IntStream.range(0, 50_000).mapToObj(i -> "tag-" + i).toList();
        for (int from = 0; from < many.size(); from += 250) {
            registry.tagSet(many.subList(from, from + 250), registry.now());
        }
        return many;
    }

    /** Returns the era that another thread finds as soon as it has found an entry dead, while the tags are being changed. */
    private static long eraOfADeath(TagRegistry registry, TagSet live, Runnable change) throws Exception {
        AtomicLong era = new AtomicLong();
        CountDownLatch looking = new CountDownLatch(1);
        Threads reading = new Threads();
        reading.start(() -> {
            looking.countDown();
            while (!live.isInvalidated()) {
                Thread.onSpinWait();
            }
            era.set(registry.era());
        });
        looking.await();
        change.run();
        reading.join();
        return era.get();
    }

    @Test
    void invalidate_entryIsFoundDeadMeanwhile_thatIsInNoEraInWhichItWasLive() throws Exception {
        for (int round = 0; round < 5; round++) {
            TagRegistry fresh = new TagRegistry();
            List<String> many = defineMany(fresh);
            TagSet first = fresh.tagSet(many.subList(0, 1), fresh.now());
            long liveEra = fresh.era();

            assertThat(eraOfADeath(fresh, first, () -> fresh.invalidate(many))).isNotEqualTo(liveEra);
        }
    }

    @Test
    void endSweep_entryIsFoundDeadMeanwhile_thatIsInNoEraInWhichItWasLive() throws Exception {
        for (int round = 0; round < 5; round++) {
            TagRegistry fresh = new TagRegistry();
            defineMany(fresh);
            fresh.endSweep(fresh.beginSweep());
            TagSweep last = fresh.beginSweep();
            // which are forgotten first is not said, so it carries many
            TagSet live = fresh.resolve(
                    fresh.epoch(),
                    fresh.now(),
                    IntStream.range(0, 250).map(i -> i * 200).toArray());
            long liveEra = fresh.era();

            assertThat(eraOfADeath(fresh, live, () -> fresh.endSweep(last))).isNotEqualTo(liveEra);
        }
    }

    @Test
    void invalidate_entryIsPutAsSoonAsTheClockHasMoved_isCounted() throws Exception {
        List<String> many = defineMany(registry);
        String last = many.get(many.size() - 1);
        for (int round = 0; round < 5; round++) {
            long before = registry.now();
            Threads putting = new Threads();
            putting.start(() -> {
                while (registry.now() == before) {
                    Thread.onSpinWait();
                }
                put(last);
            });
            registry.invalidate(many);
            putting.join();

            assertThat(registry.count(last)).isEqualTo(1);
        }
    }
}
