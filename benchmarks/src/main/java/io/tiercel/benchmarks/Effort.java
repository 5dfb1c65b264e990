package io.tiercel.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How much is measured, and of what: the command line of {@link Report}.
 *
 * @param quick whether everything runs once, in this process, only to see that it runs
 * @param rounds how often each benchmark is run in a fresh JVM; medians are taken over the rounds
 * @param seconds how long each of them is measured
 * @param parts the tables to make; all if empty
 * @param rows what the labels of the rows to run begin with; all if empty
 * @param warmUpSeconds how long each of them runs before
 * @param entries how many entries are outside the heap; 0 for what each benchmark says
 * @param subjects the names of the subjects to measure; all if empty
 */
record Effort(
        boolean quick,
        int rounds,
        int seconds,
        int warmUpSeconds,
        int entries,
        List<String> parts,
        String rows,
        List<String> subjects) {

    /** A busy machine takes its time to compile, and so do the serializers that compile their own code. */
    private static final int WARM_UP_SECONDS = 5;

    static Effort parse(List<String> arguments) {
        boolean quick = arguments.contains("--short");
        return new Effort(
                quick,
                option(arguments, "--rounds").map(Integer::parseInt).orElse(quick ? 1 : 3),
                option(arguments, "--seconds").map(Integer::parseInt).orElse(5),
                option(arguments, "--warm-up").map(Integer::parseInt).orElse(WARM_UP_SECONDS),
                option(arguments, "--entries").map(Integer::parseInt).orElse(0),
                list(arguments, "--only"),
                option(arguments, "--rows").orElse(""),
                list(arguments, "--subjects"));
    }

    boolean includes(String part) {
        return parts.isEmpty() || parts.contains(part);
    }

    private static List<String> list(List<String> arguments, String name) {
        return option(arguments, name)
                .map(value -> Arrays.asList(value.split(",", -1)))
                .orElse(List.of());
    }

    private static Optional<String> option(List<String> arguments, String name) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(name + "="))
                .map(argument -> argument.substring(name.length() + 1))
                .findFirst();
    }
}
