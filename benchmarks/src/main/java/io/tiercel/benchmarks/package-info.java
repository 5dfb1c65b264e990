/**
 * Measures Tiercel beside other caches. Start with {@link io.tiercel.benchmarks.Report}, which runs everything and prints
 * the tables; {@link io.tiercel.benchmarks.Plan} lists what it runs.
 */
@NullMarked
package io.tiercel.benchmarks;

import org.jspecify.annotations.NullMarked;
