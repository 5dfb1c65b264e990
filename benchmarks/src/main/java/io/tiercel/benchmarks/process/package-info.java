/** Child processes, for what can only be measured in a fresh JVM. Start with {@link io.tiercel.benchmarks.process.ChildJvm}. */
@NullMarked
package io.tiercel.benchmarks.process;

import org.jspecify.annotations.NullMarked;
