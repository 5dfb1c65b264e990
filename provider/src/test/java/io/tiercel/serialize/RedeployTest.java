package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.serialize.Samples.Person;
import java.io.ObjectStreamClass;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a class loader goes away with its deployment. Runs in a JVM that does not spare soft references. */
final class RedeployTest {

    @ParameterizedTest
    @ValueSource(strings = {"sharedProvider", "otherManager", "immutability", "ownProvider"})
    void classLoader_afterItsDeployment_goesAway(String deployment) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");

        assertThat(ChildJvm.run(java, List.of("-Xmx256m", "-XX:SoftRefLRUPolicyMSPerMB=0"), Child.class, deployment))
                .isEqualTo("gone");
    }

    /** What the child JVM does. */
    static final class Child {

        private static final Duration DEADLINE = Duration.ofSeconds(20);
        private static final long ROUND_MILLIS = 10;
        private static final ClassLoader SHARED = Child.class.getClassLoader();
        private static final ReferenceQueue<ClassLoader> COLLECTED = new ReferenceQueue<>();

        @SuppressWarnings("SystemOut") // read by the parent
        public static void main(String[] arguments) throws Exception {
            WeakReference<ClassLoader> loader = deploy(arguments[0]);
            long deadlineNanos = System.nanoTime() + DEADLINE.toNanos();
            do {
                System.gc();
                System.gc(); // one clears only the soft references that were not used since the last
                // the caches of the JDK let go of dead classes when a class is new to them
                ObjectStreamClass.lookup(Person.class);
            } while (COLLECTED.remove(ROUND_MILLIS) == null && System.nanoTime() < deadlineNanos);
            System.out.print(loader.get() == null ? "gone" : "still there");
        }

        private static WeakReference<ClassLoader> deploy(String deployment) throws Exception {
            return switch (deployment) {
                case "sharedProvider" -> deploySharingTheProvider();
                case "otherManager" -> encodeForeignObjects(new ForySerializer(SHARED, ClassAdmission.ofLiveObjects()));
                case "immutability" -> askForImmutability(new Immutability(SHARED, List.of()));
                case "ownProvider" -> deployWithItsOwnProvider();
                default -> throw new IllegalArgumentException(deployment);
            };
        }

        private static WeakReference<ClassLoader> deploySharingTheProvider() throws Exception {
            Thread thread = Thread.currentThread();
            try (ForeignLoader deployment = new ForeignLoader(Samples.class)) {
                thread.setContextClassLoader(deployment);
                ForySerializer serializer = new ForySerializer(deployment, ClassAdmission.ofLiveObjects());
                Class<?> samples = deployment.loadClass(Samples.class.getName());
                Method all = samples.getDeclaredMethod("all");
                all.setAccessible(true);
                Immutability immutability = new Immutability(deployment, List.of());
                for (Object original : (Iterable<?>) all.invoke(null)) {
                    byte[] bytes = serializer.serialize(original);
                    thread.setContextClassLoader(null);
                    Object copy = serializer.deserialize(bytes);
                    thread.setContextClassLoader(deployment);
                    assertThat(copy.getClass().getClassLoader())
                            .as(original.getClass() + " of "
                                    + original.getClass().getClassLoader())
                            .isSameAs(deployment);
                    immutability.isImmutable(original);
                }
                serializer.close();
                return new WeakReference<>(deployment, COLLECTED);
            } finally {
                thread.setContextClassLoader(SHARED);
            }
        }

        private static WeakReference<ClassLoader> encodeForeignObjects(Serializer longLived) throws Exception {
            try (ForeignLoader deployment = new ForeignLoader(Samples.class)) {
                Method all = deployment.loadClass(Samples.class.getName()).getDeclaredMethod("all");
                all.setAccessible(true);
                for (Object original : (Iterable<?>) all.invoke(null)) {
                    Object copy = longLived.deserialize(longLived.serialize(original));
                    assertThat(copy.getClass().getClassLoader()).isSameAs(SHARED);
                }
                return new WeakReference<>(deployment, COLLECTED);
            }
        }

        private static WeakReference<ClassLoader> askForImmutability(Immutability longLived) throws Exception {
            try (ForeignLoader deployment = new ForeignLoader(Samples.class)) {
                longLived.isImmutable(deployment.newInstance(Person.class.getName()));
                return new WeakReference<>(deployment, COLLECTED);
            }
        }

        private static WeakReference<ClassLoader> deployWithItsOwnProvider() throws Exception {
            try (ForeignLoader deployment =
                    new ForeignLoader("io.tiercel.", "org.apache.fory.", "org.codehaus.", "javax.cache.")) {
                Method main = deployment
                        .loadClass(QuietStreamsTest.Child.class.getName())
                        .getDeclaredMethod("main", String[].class);
                main.setAccessible(true);
                main.invoke(null, (Object) new String[0]);
                return new WeakReference<>(deployment, COLLECTED);
            }
        }
    }
}
