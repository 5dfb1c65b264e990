/**
 * Caches measured in turns of some milliseconds in one JVM, so that a machine whose speed drifts treats all alike. Start with
 * {@link io.tiercel.benchmarks.turns.InTurns}.
 */
@NullMarked
package io.tiercel.benchmarks.turns;

import org.jspecify.annotations.NullMarked;
