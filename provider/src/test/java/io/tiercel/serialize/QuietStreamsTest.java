package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the serializer in JVMs of its own and reads what they print. */
final class QuietStreamsTest {

    /** What the child JVM does. */
    static final class Child {
        public static void main(String[] arguments) {
            ForySerializer serializer =
                    new ForySerializer(Child.class.getClassLoader(), ClassAdmission.ofLiveObjects());
            for (int i = 0; i < 2_000; i++) {
                Object copy = serializer.deserialize(serializer.serialize(Samples.person()));
                if (!copy.equals(Samples.person())) {
                    throw new AssertionError(copy);
                }
            }
            Samples.all().forEach(object -> serializer.deserialize(serializer.serialize(object)));
            try {
                serializer.serialize(new Samples.Guarded());
                throw new AssertionError("a lock was stored");
            } catch (SerializationException expected) {
                if (expected.getMessage() == null) {
                    throw expected;
                }
            }
            serializer.close();
        }
    }

    static Stream<Path> javaCommands() throws IOException {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> children = Files.list(installed)) {
                children.filter(home -> home.getFileName().toString().contains("25"))
                        .forEach(homes::add);
            }
        }
        return homes.stream().map(home -> home.resolve("bin/java")).filter(Files::isExecutable);
    }

    @ParameterizedTest
    @MethodSource("javaCommands")
    void roundTrip_inAFreshJvm_printsNothing(Path java) throws Exception {
        assertThat(ChildJvm.run(java, List.of(), Child.class)).isEmpty();
    }

    @Test
    void roundTrip_withTheWarningLeftOn_works() throws Exception {
        List<Path> commands = javaCommands().toList();

        String output = ChildJvm.run(
                commands.get(commands.size() - 1), List.of("-Dtiercel.silenceUnsafeWarning=false"), Child.class);

        assertThat(output.lines()).allMatch(line -> line.startsWith("WARNING:"));
    }
}
