/** The time from the start of a process to its first answer. Start with {@link io.tiercel.benchmarks.start.FirstGet}. */
@NullMarked
package io.tiercel.benchmarks.start;

import org.jspecify.annotations.NullMarked;
