package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ImmutabilityTest {

    private final Immutability immutability =
            new Immutability(ImmutabilityTest.class.getClassLoader(), List.of("*ImmutabilityTest$Declared*"));

    record Money(BigDecimal amount, Currency currency) {}

    record Open(@Nullable Object held) {}

    record Pair(@Nullable Object left, @Nullable Object right) {}

    @SuppressWarnings("ArrayRecordComponent") // the point of it
    record WithArray(byte[] bytes) {}

    static final class AllFinal {
        final String name = "n";
        final int number = 1;
        final @Nullable AllFinal next;
        static int count;

        AllFinal(@Nullable AllFinal next) {
            this.next = next;
        }
    }

    static class NotFinal {
        final String name = "n";
    }

    static final class OneFieldNotFinal {
        int number;
    }

    static class WithState {
        int state;
    }

    static final class InheritsState extends WithState {}

    static class WithoutState {
        final String name = "n";
    }

    static final class InheritsNoState extends WithoutState {}

    static final class ExtendsTheJdk extends Thread {}

    static class DeclaredImmutable {
        int cachedHash;
    }

    static final class Number2 extends BigInteger {
        private static final long serialVersionUID = 1L;

        Number2() {
            super("2");
        }
    }

    static final class Cyclic {
        final Object[] unused = {};
    }

    static final class Self {
        final Object self = this;
    }

    static List<Object> immutables() throws Exception {
        return List.of(
                "s",
                1,
                1L,
                'c',
                1.5,
                true,
                BigInteger.ONE,
                BigDecimal.ONE,
                UUID.randomUUID(),
                Instant.now(),
                LocalDate.EPOCH,
                ZonedDateTime.parse("2026-01-02T03:04:05+01:00[Europe/Paris]"),
                URI.create("a:b"),
                Locale.FRANCE,
                Currency.getInstance("EUR"),
                Pattern.compile("x"),
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                Samples.Operation.PLUS,
                Thread.State.NEW,
                String.class,
                Optional.empty(),
                Optional.of("x"),
                List.of(),
                List.of(1, 2, 3),
                Set.of("a"),
                Map.of(1, "x"),
                Map.of(1, "x", 2, List.of("y")),
                Map.entry(1, 2),
                new Money(BigDecimal.TEN, Currency.getInstance("EUR")),
                new Open("x"),
                new Open(null),
                new Open(new Money(BigDecimal.TEN, Currency.getInstance("EUR"))),
                new AllFinal(new AllFinal(null)),
                new InheritsNoState(),
                new DeclaredImmutable());
    }

    @ParameterizedTest
    @MethodSource("immutables")
    void isImmutable_ofWhatCannotChange_isTrue(Object object) {
        assertThat(immutability.isImmutable(object)).isTrue();
    }

    @SuppressWarnings("JavaUtilDate") // applications use it
    static List<Object> mutables() {
        Supplier<String> lambda = () -> "x";
        return List.of(
                new Date(0),
                new StringBuilder("x").reverse(),
                new AtomicInteger(),
                new int[0],
                new ArrayList<>(),
                new HashMap<>(),
                Collections.unmodifiableList(new ArrayList<>()),
                Arrays.asList(1, 2),
                new Number2(),
                Optional.of(new AtomicInteger()),
                List.of(new ArrayList<>()),
                Map.of("k", new int[0]),
                Map.of("k", 1, "l", new int[0]),
                Map.entry("k", new int[0]),
                Map.entry(new AtomicInteger(), 1),
                new Open(new ArrayList<>()),
                new Open(new Open(new Date(0))),
                new WithArray(new byte[0]),
                new NotFinal(),
                new OneFieldNotFinal(),
                new InheritsState(),
                new ExtendsTheJdk(),
                new Cyclic(),
                new Object(),
                lambda);
    }

    @ParameterizedTest
    @MethodSource("mutables")
    void isImmutable_ofWhatMayChange_isFalse(Object object) {
        assertThat(immutability.isImmutable(object)).isFalse();
    }

    @Test
    void isImmutable_ofAnArrayOfObjects_isFalse() {
        assertThat(immutability.isImmutable(new String[] {"x"})).isFalse();
    }

    @Test
    void isImmutable_ofAnObjectThatLeadsToItself_isFalse() {
        assertThat(immutability.isImmutable(new Self())).isFalse();
    }

    @Test
    void isImmutable_ofAGraphWithExponentiallyManyPaths_isFalseSoon() {
        Object graph = "leaf";
        for (int i = 0; i < 200; i++) {
            graph = new Pair(graph, graph);
        }

        assertThat(immutability.isImmutable(graph)).isFalse();
    }

    @Test
    void isImmutable_ofAListLongerThanItIsWorthToVisit_isFalse() {
        assertThat(immutability.isImmutable(List.copyOf(Collections.nCopies(10_000, "x"))))
                .isFalse();
    }

    @Test
    void isImmutable_ofAClassThatTheManagerResolvesOtherwise_isFalse() throws Exception {
        try (ForeignLoader foreign = new ForeignLoader(Samples.class, DeclaredImmutable.class)) {
            Object object = foreign.newInstance(DeclaredImmutable.class.getName());

            assertThat(immutability.isImmutable(object)).isFalse();
            assertThat(new Immutability(foreign, List.of("*Declared*")).isImmutable(object))
                    .isTrue();
        }
    }

    @Test
    void isImmutable_ofAClassThatTheManagerDoesNotKnow_isFalse() {
        Immutability ofThePlatform = new Immutability(ClassLoader.getPlatformClassLoader(), List.of());

        assertThat(ofThePlatform.isImmutable(new Money(BigDecimal.ONE, Currency.getInstance("EUR"))))
                .isFalse();
        assertThat(ofThePlatform.isImmutable(UUID.randomUUID())).isTrue();
    }
}
