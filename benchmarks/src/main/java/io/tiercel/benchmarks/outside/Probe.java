package io.tiercel.benchmarks.outside;

import io.tiercel.benchmarks.process.ChildJvm;
import io.tiercel.benchmarks.subject.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs a probe for a subject in a fresh JVM and reads the figures that it prints in one line. */
final class Probe {

    private static final String DIRECT_MEMORY = "-XX:MaxDirectMemorySize=24g";

    private Probe() {}

    static List<Double> run(Class<?> main, Subject subject, List<String> jvmArguments, List<String> arguments) {
        List<String> allJvmArguments = new ArrayList<>(subject.jvmArguments());
        allJvmArguments.add(DIRECT_MEMORY);
        allJvmArguments.addAll(jvmArguments);
        List<String> allArguments = new ArrayList<>(List.of(subject.name()));
        allArguments.addAll(arguments);
        String printed = ChildJvm.run(main, allJvmArguments, allArguments);
        String lastLine = printed.substring(printed.lastIndexOf('\n') + 1);
        return Arrays.stream(lastLine.split(" ", -1)).map(Double::valueOf).toList();
    }
}
