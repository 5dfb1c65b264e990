/** Writes to a database: through, and behind. Start at {@link io.tiercel.benchmarks.writing.WriteBehindThroughput}. */
@NullMarked
package io.tiercel.benchmarks.writing;

import org.jspecify.annotations.NullMarked;
