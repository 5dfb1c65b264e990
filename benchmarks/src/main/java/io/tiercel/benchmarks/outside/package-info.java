/**
 * What tiers outside the heap cost a process: memory, pauses, and the time to open them. Each measurement is a command
 * that runs its probe in fresh JVMs. Start with {@link io.tiercel.benchmarks.outside.OutsideReport}, which runs them all.
 */
@NullMarked
package io.tiercel.benchmarks.outside;

import org.jspecify.annotations.NullMarked;
