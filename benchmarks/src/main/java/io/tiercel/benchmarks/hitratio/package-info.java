/** Compares hit ratios with those of other caches. Start reading at {@link io.tiercel.benchmarks.hitratio.HitRatio}. */
@NullMarked
package io.tiercel.benchmarks.hitratio;

import org.jspecify.annotations.NullMarked;
