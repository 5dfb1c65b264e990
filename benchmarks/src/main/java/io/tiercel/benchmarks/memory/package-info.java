/** The memory that an entry takes. Start with {@link io.tiercel.benchmarks.memory.BytesPerEntry}. */
@NullMarked
package io.tiercel.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
