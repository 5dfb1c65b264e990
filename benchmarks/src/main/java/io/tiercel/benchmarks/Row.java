package io.tiercel.benchmarks;

import io.tiercel.benchmarks.subject.Subject;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A line of a table: one benchmark with one choice of parameters, for all the subjects that it suits.
 *
 * @param benchmark the JMH method, as Class.method
 * @param parameters those that differ from the defaults of the benchmark's state
 */
record Row(String label, String benchmark, Map<String, String> parameters, int threads, Predicate<Subject> suits) {}
