/** What tags cost: at an invalidation, and at every read. */
@NullMarked
package io.tiercel.benchmarks.tags;

import org.jspecify.annotations.NullMarked;
