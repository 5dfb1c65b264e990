/** Tables of figures in Markdown. Start with {@link io.tiercel.benchmarks.table.Comparison}. */
@NullMarked
package io.tiercel.benchmarks.table;

import org.jspecify.annotations.NullMarked;
