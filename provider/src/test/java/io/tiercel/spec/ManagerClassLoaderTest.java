package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelConfiguration;
import io.tiercel.configuration.SerializerChoice;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.cache.Cache;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values resolve in the class loader of the manager, whatever the context class loader is. */
class ManagerClassLoaderTest {

    /** So many that a serializer that compiles what is hot has done so. */
    private static final int ROUNDS = 5_000;

    @TempDir
    Path folder;

    @BeforeEach
    void compile() throws Exception {
        Path source = Files.writeString(folder.resolve("Orders.java"), """
                package app;
                public class Orders {
                    static final class Order implements java.io.Serializable {
                        private static final long serialVersionUID = 1L;
                        private String customer = "customer";
                        private final java.util.List<Line> lines = new java.util.ArrayList<>(java.util.List.of(new Line(1)));
                        public String toString() { return customer + lines.get(0).amount; }
                    }
                    record Line(int amount) implements java.io.Serializable {}
                    public static Object create() { return new Order(); }
                }
                """);
        int result =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString());
        assertThat(result).isZero();
    }

    private URLClassLoader deployment() throws Exception {
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    }

    private static Object order(ClassLoader loader) throws Exception {
        Method create = loader.loadClass("app.Orders").getMethod("create");
        return create.invoke(null);
    }

    private static Cache<Object, Object> cache(ScratchManager scratch, boolean java) {
        return scratch.create(
                "orders",
                TiercelConfiguration.builder(Object.class, Object.class)
                        .serializer(java ? new SerializerChoice.Java() : new SerializerChoice.Fory())
                        .build());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void get_classOfTheManagersLoaderOnly_isResolvedThere(boolean java) throws Exception {
        try (URLClassLoader loader = deployment();
                ScratchManager scratch = new ScratchManager(null, loader)) {
            Cache<Object, Object> cache = cache(scratch, java);
            Object order = order(loader);
            for (int i = 0; i < ROUNDS; i++) {
                cache.put("key", order);
                assertThat(cache.get("key").getClass()).isSameAs(order.getClass());
            }

            assertThat(cache.get("key")).hasToString("customer1").isNotSameAs(order);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void get_objectOfAnotherDeployment_becomesOneOfTheManagers(boolean java) throws Exception {
        try (URLClassLoader own = deployment();
                URLClassLoader foreign = deployment();
                ScratchManager scratch = new ScratchManager(null, own)) {
            Cache<Object, Object> cache = cache(scratch, java);

            cache.put("key", order(foreign));

            assertThat(cache.get("key").getClass()).isSameAs(order(own).getClass());
            assertThat(cache.get("key")).hasToString("customer1");
        }
    }

    @Test
    void get_twoManagersOfOneProvider_eachResolvesInItsOwnLoader() throws Exception {
        try (URLClassLoader first = deployment();
                URLClassLoader second = deployment();
                ScratchManager ofFirst = new ScratchManager(null, first);
                ScratchManager ofSecond = new ScratchManager(null, second)) {
            Cache<Object, Object> firstCache = cache(ofFirst, /* java= */ false);
            Cache<Object, Object> secondCache = cache(ofSecond, /* java= */ false);
            for (int i = 0; i < 100; i++) {
                firstCache.put("key", order(first));
                secondCache.put("key", order(second));

                assertThat(firstCache.get("key").getClass().getClassLoader()).isSameAs(first);
                assertThat(secondCache.get("key").getClass().getClassLoader()).isSameAs(second);
            }
        }
    }
}
