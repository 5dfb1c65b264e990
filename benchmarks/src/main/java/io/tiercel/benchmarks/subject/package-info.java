/**
 * The caches that are measured, behind one face. Start with {@link io.tiercel.benchmarks.subject.Subject}, which says
 * how each of them is opened for a {@link io.tiercel.benchmarks.subject.CacheSpec}.
 */
@NullMarked
package io.tiercel.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
