/**
 * The JMH benchmarks. Start with {@link io.tiercel.benchmarks.jmh.GetBenchmark}; {@code io.tiercel.benchmarks.Report}
 * says which combinations of parameters are worth running.
 */
@NullMarked
package io.tiercel.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
