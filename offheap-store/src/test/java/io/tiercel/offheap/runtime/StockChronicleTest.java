package io.tiercel.offheap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.chronicle.GlobalStateProbe;
import io.tiercel.offheap.chronicle.MapProbe;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application with Chronicle libraries of its own. */
class StockChronicleTest {

    private static final List<String> FLAGS_OF_STOCK_CHRONICLE = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
            "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
            "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
            "--add-opens=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
            "-Dchronicle.analytics.disable=true");

    @TempDir
    private Path folder;

    @Test
    void bothKinds_ofMaps_workSideBySide() throws Exception {
        assertThat(run(OursThenTheirs.class).exitCode()).isZero();
        assertThat(run(TheirsThenOurs.class).exitCode()).isZero();
    }

    @Test
    void queueOfTheApplication_worksBesideAMapOfOurs() throws Exception {
        JavaProcess.Finished finished =
                run(QueueBesideMap.class, folder.resolve("queue").toString());

        assertThat(finished.exitCode()).as(finished.err()).isZero();
    }

    @Test
    void stateOfAMap_liesInMemoryAsChronicleWouldHaveIt() throws Exception {
        JavaProcess.Finished finished = run(CompareStates.class);

        assertThat(finished.exitCode()).as(finished.err()).isZero();
    }

    private JavaProcess.Finished run(Class<?> main, String... arguments) throws Exception {
        return JavaProcess.ofThisJava(folder, ClassPaths.withStockChronicle())
                .with(FLAGS_OF_STOCK_CHRONICLE)
                .run(main, arguments);
    }

    /** Opens a map of ours, then one of the application's. */
    static final class OursThenTheirs {

        private OursThenTheirs() {}

        public static void main(String[] arguments) throws ReflectiveOperationException {
            useOurs();
            useTheirs();
        }
    }

    /** Opens a map of the application's, then one of ours. */
    static final class TheirsThenOurs {

        private TheirsThenOurs() {}

        public static void main(String[] arguments) throws ReflectiveOperationException {
            useTheirs();
            useOurs();
        }
    }

    /** Writes to a queue of the application before it uses a map of ours, and reads the queue after. */
    static final class QueueBesideMap {

        private QueueBesideMap() {}

        public static void main(String[] arguments) throws ReflectiveOperationException {
            try (ChronicleQueue queue = ChronicleQueue.single(arguments[0]);
                    ExcerptAppender appender = queue.createAppender();
                    ExcerptTailer tailer = queue.createTailer()) {
                appender.writeText("before");
                useOurs();
                appender.writeText("after");
                assertThat(tailer.readText()).isEqualTo("before");
                assertThat(tailer.readText()).isEqualTo("after");
            }
        }
    }

    /** Holds our class for a map's state against the one that Chronicle generates. */
    static final class CompareStates {

        private CompareStates() {}

        public static void main(String[] arguments) {
            String ours = ChronicleRuntime.start(Supplier.class, GlobalStateProbe.class.getName())
                    .get()
                    .toString();
            assertThat(ours).isEqualTo(new GlobalStateProbe().get());
        }
    }

    private static void useOurs() {
        Probe ours = ChronicleRuntime.start(Probe.class, MapProbe.class.getName());
        assertThat(ours.run("")).isZero();
        assertThat(ours.getClass()).isNotEqualTo(MapProbe.class);
    }

    private static void useTheirs() throws ReflectiveOperationException {
        assertThat(new MapProbe().run("")).isZero();
        assertThat(Class.forName("net.openhft.compiler.CompilerUtils").getClassLoader())
                .isEqualTo(StockChronicleTest.class.getClassLoader());
    }
}
