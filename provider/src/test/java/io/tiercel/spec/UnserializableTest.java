package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelConfiguration;
import io.tiercel.configuration.Component;
import io.tiercel.configuration.SerializerChoice;
import io.tiercel.serialize.SerializationException;
import io.tiercel.serialize.Serializer;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnserializableTest {

    private final ScratchManager scratch = new ScratchManager();

    @AfterEach
    void close() {
        scratch.close();
    }

    private Cache<Object, Object> cache(SerializerChoice choice) {
        Cache<Object, Object> cache = scratch.create(
                "any",
                TiercelConfiguration.builder(Object.class, Object.class)
                        .serializer(choice)
                        .build());
        cache.put("key", "value");
        return cache;
    }

    private static SerializerChoice choice(boolean java) {
        return java ? new SerializerChoice.Java() : new SerializerChoice.Fory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void put_valueThatLeadsToAThread_namesTypeFieldAndRemedyAndChangesNothing(boolean java) {
        Cache<Object, Object> cache = cache(choice(java));

        assertThatThrownBy(() -> cache.put("key", new Session()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(Session.class.getName() + ".worker -> java.lang.Thread")
                .hasMessageStartingWith("The cache 'any': " + Session.class.getName() + " cannot be held by value")
                .hasMessageContaining("transient")
                .hasMessageContaining("by-reference");

        assertUnchanged(cache);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void put_classOfTheJdk_isNotToBeMadeSerializable(boolean java) {
        Cache<Object, Object> cache = cache(choice(java));

        assertThatThrownBy(() -> cache.put("key", new Session()))
                .hasMessageContaining(
                        "java.lang.Thread. It is a class of the JDK: copy what you need of it into a class of"
                                + " your own, mark the field transient, name it under `immutable:` if it never changes, set a"
                                + " `serializer:` of your own or a `copier:`, or make the cache by-reference.")
                .hasMessageNotContaining("Make it Serializable");
        assertThatThrownBy(() -> cache.put("key", new Thread()))
                .hasMessageContaining("java.lang.Thread. It is a class of the JDK")
                .hasMessageNotContaining("transient");

        assertUnchanged(cache);
    }

    @Test
    void put_classOfTheJdkThatJavaSerializationKnows_isToldSo() {
        Cache<Object, Object> cache = cache(choice(/* java= */ false));

        assertThatThrownBy(() -> cache.put("key", new Random()))
                .hasMessageContaining("java.util.Random. It is a class of the JDK")
                .hasMessageContaining("set a `serializer:` (`java`, or your own)");

        assertUnchanged(cache);
    }

    @Test
    void put_classOfTheApplication_isToBeMadeSerializable() {
        Cache<Object, Object> cache = cache(choice(/* java= */ true));

        assertThatThrownBy(() -> cache.put("key", List.of(new Plain(new StringBuilder()))))
                .hasMessageContaining("[0] -> " + Plain.class.getName() + ". Make it Serializable, mark the field");

        assertUnchanged(cache);
    }

    private record Plain(StringBuilder text) {}

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void putIfAbsent_ofAKeyThatIsPresent_neitherEncodesNorPutsTheValue(boolean java) {
        Cache<Object, Object> cache = cache(choice(java));

        assertThat(cache.putIfAbsent("key", new Session())).isFalse();

        assertUnchanged(cache);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anyWrite_unserializableValue_changesNothing(boolean java) {
        Cache<Object, Object> cache = cache(choice(java));
        Session value = new Session();

        assertThatThrownBy(() -> cache.getAndPut("key", value)).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> cache.putIfAbsent("other", value)).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> cache.replace("key", value)).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> cache.replace("key", "value", value)).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> cache.getAndReplace("key", value)).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> cache.putAll(Map.of("key", value))).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> cache.invoke("key", (entry, arguments) -> {
                    entry.setValue(value);
                    return null;
                }))
                .isInstanceOf(SerializationException.class.getSuperclass())
                .satisfies(e -> assertThat(e + " " + e.getCause()).contains("worker -> java.lang.Thread"));

        assertUnchanged(cache);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void put_unserializableKey_isRefused(boolean java) {
        Cache<Object, Object> cache = cache(choice(java));

        assertThatThrownBy(() -> cache.put(new Session(), "value"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("worker -> java.lang.Thread");
        assertThat(cache.get(new Session())).isNull();
        assertThat(cache.containsKey(new Session())).isFalse();

        assertUnchanged(cache);
    }

    @Test
    void put_cyclicGraph_comesBackAsACycle() {
        Cache<Object, Object> cache = cache(new SerializerChoice.Fory());
        Map<String, Object> cycle = new HashMap<>();
        cycle.put("self", cycle);

        cache.put("cycle", cycle);

        Map<?, ?> copy = (Map<?, ?>) cache.get("cycle");
        assertThat((Object) copy.get("self")).isSameAs(copy);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void put_graphTooDeepForTheStack_isRefusedAndTheCacheGoesOn(boolean java) {
        Cache<Object, Object> cache = cache(choice(java));
        Link chain = null;
        for (int i = 0; i < 200_000; i++) {
            chain = new Link(chain);
        }
        Link deep = chain;

        assertThatThrownBy(() -> cache.put("key", deep))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("deep");

        assertUnchanged(cache);
    }

    @Test
    void put_serializerReturnsNull_isAnErrorAndChangesNothing() {
        Cache<Object, Object> cache =
                cache(new SerializerChoice.Custom(Component.<Serializer>ofInstance(new NullSerializer(true))));

        assertThatThrownBy(() -> cache.put("key", new Box(1)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(Box.class.getName());

        assertUnchanged(cache);
    }

    @Test
    void get_serializerDecodesToNull_isAnErrorAndNotAMiss() {
        Cache<Object, Object> cache =
                cache(new SerializerChoice.Custom(Component.<Serializer>ofInstance(new NullSerializer(false))));
        cache.put("box", new Box(1));

        assertThatThrownBy(() -> cache.get("box")).isInstanceOf(SerializationException.class);

        assertThat(cache.remove("box")).isTrue();
        assertUnchanged(cache);
    }

    @Test
    void put_copierReturnsNull_isAnErrorAndChangesNothing() {
        Cache<String, Object> cache = scratch.create(
                "copied",
                TiercelConfiguration.builder(String.class, Object.class)
                        .copier(original -> null)
                        .build());

        assertThatThrownBy(() -> cache.put("key", new Box(1)))
                .isInstanceOf(SerializationException.class)
                .hasMessage("The cache 'copied': The copier returned null for a " + Box.class.getName());

        assertThat(cache.containsKey("key")).isFalse();
    }

    @Test
    void put_byReference_takesWhatCannotBeSerialized() {
        Cache<Object, Object> cache = scratch.create(
                "reference",
                TiercelConfiguration.builder(Object.class, Object.class)
                        .byReference()
                        .build());
        Session value = new Session();

        cache.put("key", value);

        assertThat(cache.get("key")).isSameAs(value);
    }

    private static void assertUnchanged(Cache<Object, Object> cache) {
        assertThat(cache.getAll(Set.of("key", "other"))).isEqualTo(Map.of("key", "value"));
        cache.put("other", new Link(null));
        assertThat(cache.containsKey("other")).isTrue();
        cache.remove("other");
    }

    /** Cannot be serialized, though it says so. */
    static final class Session implements Serializable {
        private static final long serialVersionUID = 1L;

        private String name = "session";

        @SuppressWarnings("serial") // what is tested
        private Thread worker = new Thread(() -> {});

        @Override
        public boolean equals(Object other) {
            return other instanceof Session that && name.equals(that.name) && worker.equals(that.worker);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    static final class Link implements Serializable {
        private static final long serialVersionUID = 1L;

        private Link next;

        Link(Link next) {
            this.next = next;
        }

        Link next() {
            return next;
        }
    }

    private static final class NullSerializer implements Serializer {
        private final boolean onEncoding;

        NullSerializer(boolean onEncoding) {
            this.onEncoding = onEncoding;
        }

        @Override
        public byte[] serialize(Object object) {
            return onEncoding && object instanceof Box ? null : new byte[] {1};
        }

        @Override
        public Object deserialize(byte[] bytes) {
            return null;
        }
    }
}
