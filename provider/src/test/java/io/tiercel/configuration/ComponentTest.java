package io.tiercel.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.store.Weigher;
import javax.cache.configuration.Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public final class ComponentTest {

    private static final Place PLACE = new Place("tiercel.yaml", 3, 7, "caches.users.weigher");
    private static final ClassLoader LOADER = ComponentTest.class.getClassLoader();

    @Test
    void ofClassName_resolved_createsANewObject() {
        Component<Weigher<?, ?>> component = Component.ofClassName(Good.class.getName(), PLACE);
        assertThat(component.create(Weigher.class, LOADER)).isInstanceOf(Good.class);
    }

    @ParameterizedTest
    @CsvSource({
        "com.example.Missing,is not found by the class loader of the cache manager",
        "java.lang.Object,is not a io.tiercel.store.Weigher",
        "io.tiercel.configuration.ComponentTest$NoConstructor,has no public constructor without parameters",
        "io.tiercel.configuration.ComponentTest$Hidden,is not public",
        "io.tiercel.configuration.ComponentTest$Throwing,threw an exception from its constructor",
        "io.tiercel.store.Weigher,is abstract",
    })
    void ofClassName_unusable_saysWhyAndWhere(String className, String problem) {
        Component<Object> component = Component.ofClassName(className, PLACE);
        assertThatThrownBy(() -> component.create(Weigher.class, LOADER))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("tiercel.yaml:3:7: caches.users.weigher: the class " + className)
                .hasMessageContaining(problem);
    }

    @Test
    void ofClassName_constructorThrows_keepsTheCause() {
        Component<Object> component = Component.ofClassName(Throwing.class.getName(), PLACE);
        assertThatThrownBy(() -> component.create(Weigher.class, LOADER))
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void ofFactory_wrongType_isRefused() {
        Component<Object> component = Component.ofFactory((Factory<Object>) () -> "no weigher");
        assertThatThrownBy(() -> component.create(Weigher.class, LOADER))
                .hasMessageContaining("created java.lang.String, not a io.tiercel.store.Weigher");
    }

    @Test
    void ofFactory_null_isRefused() {
        Component<Object> component = Component.ofFactory(new NullFactory());
        assertThatThrownBy(() -> component.create(Weigher.class, LOADER)).hasMessageContaining("returned null");
    }

    @Test
    void ofInstance_created_isTheInstance() {
        Good instance = new Good();
        assertThat(Component.ofInstance(instance).create(Weigher.class, LOADER)).isSameAs(instance);
    }

    @Test
    void equals_sameClassAtOtherPlaces_isTrue() {
        assertThat(Component.<Object>ofClassName(Good.class.getName(), PLACE))
                .isEqualTo(Component.ofClass(Good.class))
                .hasSameHashCodeAs(Component.ofClass(Good.class));
    }

    public static class Good implements Weigher<Object, Object> {
        @Override
        public long weigh(Object key, Object value) {
            return 1;
        }
    }

    public static final class NoConstructor extends Good {
        public NoConstructor(int ignored) {}
    }

    static final class Hidden extends Good {}

    public static final class Throwing extends Good {
        public Throwing() {
            throw new IllegalStateException("not today");
        }
    }

    private static final class NullFactory implements Factory<Object> {
        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("NullAway") // a factory that breaks its contract is the point
        public Object create() {
            return null;
        }
    }
}
