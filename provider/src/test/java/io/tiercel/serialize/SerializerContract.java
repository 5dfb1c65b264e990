package io.tiercel.serialize;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.serialize.Samples.Guarded;
import io.tiercel.serialize.Samples.Hooked;
import io.tiercel.serialize.Samples.NamedList;
import io.tiercel.serialize.Samples.Node;
import io.tiercel.serialize.Samples.Operation;
import io.tiercel.serialize.Samples.Person;
import io.tiercel.serialize.Samples.Point;
import io.tiercel.serialize.Samples.Session;
import io.tiercel.serialize.Samples.Singleton;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Socket;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What both built-in serializers promise. */
abstract class SerializerContract {

    final Serializer serializer = newSerializer(loader(), ClassAdmission.ofLiveObjects());

    abstract Serializer newSerializer(ClassLoader loader, ClassAdmission admission);

    static ClassLoader loader() {
        return SerializerContract.class.getClassLoader();
    }

    @SuppressWarnings("unchecked")
    final <T> T copy(T original) {
        return (T) serializer.deserialize(serializer.serialize(original));
    }

    @Test
    void roundTrip_ofAnObject_equalsButIsNotTheSame() {
        Person original = Samples.person();

        assertThat(copy(original)).isEqualTo(original).isNotSameAs(original);
    }

    @SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // applications use them
    static List<Object> jdkValues() {
        Map<String, Integer> linked = new LinkedHashMap<>();
        linked.put("b", 1);
        linked.put("a", 2);
        return List.of(
                "text \u00e9 \u20ac",
                'c',
                (byte) 1,
                1.5f,
                Long.MIN_VALUE,
                new BigInteger("123456789012345678901234567890"),
                new BigDecimal("1.50"),
                UUID.fromString("00000000-0000-0001-0000-000000000002"),
                URI.create("http://example.com/a?b=c"),
                LocalDate.of(2026, 1, 2),
                ZonedDateTime.parse("2026-01-02T03:04:05+01:00[Europe/Paris]"),
                Locale.CANADA_FRENCH,
                Currency.getInstance("EUR"),
                new Date(12345),
                new ArrayList<>(Arrays.asList("a", null, 1)),
                new LinkedList<>(List.of(1, 2)),
                new HashSet<>(List.of("x", "y")),
                new TreeSet<>(List.of("x", "y")),
                new HashMap<>(Map.of("k", List.of(1))),
                linked,
                new TreeMap<>(Map.of("k", 1)),
                new EnumMap<>(Map.of(Operation.PLUS, 1)),
                EnumSet.of(Operation.MINUS),
                new ConcurrentHashMap<>(Map.of("k", 1)),
                new ConcurrentSkipListMap<>(Map.of("k", 1)),
                new CopyOnWriteArrayList<>(List.of(1)),
                Arrays.asList("a", "b"),
                List.of(1, 2, 3),
                Set.of(1, 2, 3),
                Map.of(1, 2, 3, 4),
                Map.entry(1, 2).getClass(),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                Collections.unmodifiableMap(new HashMap<>(Map.of(1, 2))),
                Collections.synchronizedMap(new HashMap<>(Map.of(1, 2))),
                Collections.singletonList(1),
                Collections.emptyMap(),
                BitSet.valueOf(new long[] {5}),
                int.class,
                String.class);
    }

    @ParameterizedTest
    @MethodSource("jdkValues")
    void roundTrip_ofValuesOfTheJdk_equals(Object original) {
        Object copy = copy(original);

        assertThat(copy).isEqualTo(original);
        assertThat(copy.getClass()).isEqualTo(original.getClass());
    }

    @Test
    void roundTrip_ofQueues_keepsElementsInOrder() {
        assertThat(copy(new ArrayDeque<>(List.of(3, 1, 2)))).containsExactly(3, 1, 2);
        assertThat(copy(new PriorityQueue<>(List.of(3, 1, 2))).poll()).isEqualTo(1);
    }

    @Test
    void roundTrip_ofArrays_keepsTypesAndElements() {
        assertThat(copy(new int[][] {{1}, {2, 3}})).isDeepEqualTo(new int[][] {{1}, {2, 3}});
        assertThat(copy(new Object[] {1, "a", null})).containsExactly(1, "a", null);
        assertThat(copy(new Operation[] {Operation.PLUS})).containsExactly(Operation.PLUS);
        assertThat(copy(new Point[] {new Point(1, 2, List.of())})).containsExactly(new Point(1, 2, List.of()));
    }

    @Test
    void roundTrip_ofACycle_keepsTheCycle() {
        Node first = Node.chain(2);
        Node second = requireNonNull(first.next);
        second.next = first;
        first.other = first.next;

        Node copy = copy(first);

        assertThat(requireNonNull(copy.next).next).isSameAs(copy);
        assertThat(copy.other).isSameAs(copy.next);
    }

    @Test
    void roundTrip_ofACollectionThatHoldsItself_keepsTheCycle() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        List<Object> copy = copy(list);

        assertThat(copy.get(0)).isSameAs(copy);
    }

    @Test
    void roundTrip_ofTransientFields_dropsThem() {
        Node original = new Node();
        original.visits = 7;

        assertThat(copy(original).visits).isZero();
    }

    @Test
    void roundTrip_ofAClassWithHooks_callsThem() {
        assertThat(copy(new Hooked("s")).secret).isEqualTo("<s>");
        assertThat(copy(new Singleton())).isSameAs(Singleton.INSTANCE);
    }

    @Test
    void roundTrip_ofARecord_keepsItsComponents() {
        Point original = new Point(1, 2, new ArrayList<>(List.of(3)));

        assertThat(copy(original)).isEqualTo(original);
        assertThat(copy(original).trail()).isNotSameAs(original.trail());
    }

    @Test
    void roundTrip_ofAnEnumConstantWithABody_isTheConstant() {
        assertThat(copy(Operation.PLUS)).isSameAs(Operation.PLUS);
        assertThat(copy(new ArrayList<>(List.of(Operation.MINUS)))).containsExactly(Operation.MINUS);
    }

    @Test
    void roundTrip_ofASubclassOfACollection_keepsItsFieldsAndElements() {
        NamedList original = new NamedList("n");
        original.add("a");

        NamedList copy = copy(original);

        assertThat(copy.name).isEqualTo("n");
        assertThat(copy).containsExactly("a");
    }

    @Test
    void roundTrip_ofASortedMapWithASerializableComparator_keepsTheOrder() {
        Comparator<String> byLength = (Comparator<String> & Serializable) (a, b) -> a.length() - b.length();
        Map<String, Integer> original = new TreeMap<>(byLength.reversed());
        original.put("a", 1);
        original.put("bb", 2);

        assertThat(copy(original).keySet()).containsExactly("bb", "a");
    }

    @Test
    void serialize_aLambdaThatIsNotSerializable_namesIt() {
        Supplier<String> lambda = () -> "x";

        assertThatThrownBy(() -> serializer.serialize(lambda))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(getClass().getSuperclass().getSimpleName());
    }

    @Test
    void serialize_anObjectThatLeadsToASocket_namesThePathAndTheRemedies() {
        Session session = new Session();
        session.socket = new Socket();

        assertThatThrownBy(() -> serializer.serialize(session))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Samples$Session.socket -> java.net.Socket")
                .hasMessageContaining("It is a class of the JDK: copy what you need of it into a class of your own,")
                .hasMessageContaining("transient")
                .hasMessageContaining("`immutable:`")
                .hasMessageContaining("`serializer:`")
                .hasMessageContaining("`copier:`")
                .hasMessageContaining("by-reference");
    }

    @Test
    void serialize_aCollectionOfMapsThatLeadToAThread_namesThePath() {
        Session inner = new Session();
        inner.thread = new Thread(() -> {});
        Session session = new Session();
        session.attributes.add(Map.of("user", inner));

        assertThatThrownBy(() -> serializer.serialize(session))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Session.attributes[0][user].thread -> java.lang.Thread");
    }

    @Test
    void roundTrip_ofEmptyFieldsOfRefusedTypes_works() {
        assertThat(copy(new Session()).socket).isNull();
    }

    static List<Object> refused() {
        return List.of(
                new Thread(() -> {}),
                new Object() {}.getClass().getClassLoader(),
                new java.io.ByteArrayInputStream(new byte[0]),
                new java.util.concurrent.locks.ReentrantLock(),
                new java.util.concurrent.locks.ReentrantReadWriteLock().readLock(),
                new java.util.concurrent.locks.StampedLock(),
                new Guarded(),
                new java.lang.ref.WeakReference<>("x"),
                new ThreadLocal<>(),
                List.of(1).stream(),
                Runtime.getRuntime());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void serialize_whatIsMoreThanItsFields_isRefused(Object handle) {
        assertThatThrownBy(() -> serializer.serialize(handle))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(handle.getClass().getName());
    }

    @Test
    void serialize_afterAFailure_works() {
        assertThatThrownBy(() -> serializer.serialize(new Guarded())).isInstanceOf(SerializationException.class);

        assertThat(copy(Samples.person())).isEqualTo(Samples.person());
    }

    @Test
    void roundTrip_onManyThreads_mixesNothingUp() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int thread = t;
                results.add(threads.submit(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        Person person = Samples.person();
                        person.id = thread * 10_000L + i;
                        assertThat(copy(person)).isEqualTo(person);
                    }
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void roundTrip_calledByTheCodeThatItCalls_works() {
        Reentrant original = new Reentrant(this);

        assertThat(copy(original).inner).isEqualTo("inner");
    }

    static final class Reentrant implements Serializable {
        private static final long serialVersionUID = 1L;
        static final ThreadLocal<SerializerContract> CURRENT = new ThreadLocal<>();

        transient String inner = "";

        Reentrant(SerializerContract contract) {
            CURRENT.set(contract);
        }

        @java.io.Serial
        private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
            out.writeObject(
                    CURRENT.get().copy(new ArrayList<>(List.of("inner"))).get(0));
        }

        @java.io.Serial
        private void readObject(java.io.ObjectInputStream in) throws java.io.IOException, ClassNotFoundException {
            inner = (String) CURRENT.get().copy(in.readObject());
        }
    }

    @Test
    void roundTrip_ofAnObjectOfAnotherClassLoader_isOfTheManagersClass() throws Exception {
        try (ForeignLoader foreign = new ForeignLoader(Samples.class, Person.class)) {
            Object original = foreign.newInstance(Person.class.getName());

            Object copy = copy((Object) new ArrayList<>(List.of(original)));

            assertThat(original).isNotInstanceOf(Person.class);
            assertThat((List<?>) copy).singleElement().isInstanceOf(Person.class);
            assertThat(copy(original)).isInstanceOf(Person.class);
            assertThat(copy(Samples.person())).isEqualTo(Samples.person());
        }
    }
}
