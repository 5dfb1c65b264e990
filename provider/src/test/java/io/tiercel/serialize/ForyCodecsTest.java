package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.fory.resolver.SharedRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ForyCodecsTest {

    private static final ClassLoader LOADER = ForyCodecsTest.class.getClassLoader();
    private static final long DEADLINE_NANOS = 30_000_000_000L;

    static List<ClassAdmission> admissions() {
        return List.of(
                ClassAdmission.ofLiveObjects(),
                ClassFilter.of(List.of(Samples.Session.class), List.of("io.tiercel.*", "java.*")));
    }

    @ParameterizedTest
    @MethodSource("admissions")
    void compiledCodecs_replaceInterpretedOnesInUse_andReadTheirBytes(ClassAdmission admission) {
        ForyCodecs codecs = new ForyCodecs(LOADER, admission);
        ForyPool interpreted = codecs.pool();
        ForySession session = interpreted.borrow();
        Map<Object, byte[]> encoded = new LinkedHashMap<>();
        Samples.all().forEach(object -> encoded.put(object, session.encode(object)));

        codecs.compileInBackground();
        awaitAnotherPool(codecs, interpreted);
        ForySession compiled = codecs.pool().borrow();

        encoded.forEach((object, bytes) -> {
            assertThat(compiled.decode(bytes)).hasSameClassAs(session.decode(bytes));
            assertThat(session.decode(compiled.encode(object))).hasSameClassAs(session.decode(bytes));
        });
        byte[] person = session.encode(Samples.person());
        assertThat(compiled.decode(person)).isEqualTo(Samples.person());
        assertThat(compiled.encode(Samples.person())).isEqualTo(person);
    }

    @ParameterizedTest
    @MethodSource("admissions")
    void compiledCodecs_readWhatAnInterpretedOneWroteOfAClassThatIsNewToThem(ClassAdmission admission) {
        byte[] bytes = new ForyCodecs(LOADER, admission).pool().borrow().encode(new Samples.Holder());

        ForySession compiled = ForySession.compiled(LOADER, admission, new SharedRegistry());

        assertThat(compiled.decode(bytes)).isInstanceOf(Samples.Holder.class);
    }

    @ParameterizedTest
    @MethodSource("admissions")
    void serializer_thatMeetsAClassThatCannotBeCompiled_interpretsIt(ClassAdmission admission) throws Exception {
        ForySerializer serializer = new ForySerializer(LOADER, admission);
        for (int i = 0; i < 2_000; i++) {
            serializer.serialize(Samples.person());
        }
        Thread compiler = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tiercel-codec-compiler"))
                .findFirst()
                .orElse(Thread.currentThread());
        if (compiler != Thread.currentThread()) {
            compiler.join();
        }

        Object copy = serializer.deserialize(serializer.serialize(new Samples.Session()));

        assertThat(copy).isInstanceOf(Samples.Session.class);
        assertThat(serializer.deserialize(serializer.serialize(Samples.person())))
                .isEqualTo(Samples.person());
    }

    @ParameterizedTest
    @MethodSource("admissions")
    void serializer_inSteadyUse_isCompiled(ClassAdmission admission) {
        ForyCodecs codecs = new ForyCodecs(LOADER, admission);
        ForyPool interpreted = codecs.pool();
        ForySession session = interpreted.borrow();
        session.encode(Samples.person());
        for (int i = 0; i < 1_000; i++) {
            if (session.becomesHot()) {
                codecs.compileInBackground();
            }
        }

        awaitAnotherPool(codecs, interpreted);

        assertThat(codecs.pool().borrow().becomesHot()).isFalse();
    }

    private static void awaitAnotherPool(ForyCodecs codecs, ForyPool former) {
        long startNanos = System.nanoTime();
        while (codecs.pool() == former) {
            if (System.nanoTime() - startNanos > DEADLINE_NANOS) {
                fail("still interpreted");
            }
            Thread.onSpinWait();
        }
    }
}
