/**
 * Measures what keeping values fresh costs and saves. Start with {@link io.tiercel.benchmarks.freshness.RefreshLatency}.
 */
@NullMarked
package io.tiercel.benchmarks.freshness;

import org.jspecify.annotations.NullMarked;
