/**
 * What is put into the measured caches and in which order it is asked for. Start with
 * {@link io.tiercel.benchmarks.workload.Data}.
 */
@NullMarked
package io.tiercel.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
