/**
 * The quickstart: several threads walk from class to class through the JDK's own class files and read each one through a
 * cache that {@code tiercel.yaml} declares: on the heap, outside it, and on disk, where the next run finds it. What asks
 * for the tiers knows {@code TiercelCache}; the rest knows {@code javax.cache} alone. {@link
 * io.tiercel.examples.quickstart.ClassFileLoader} is what an application writes for a read-through cache, {@link
 * io.tiercel.examples.quickstart.ClassSummary} is what it keeps; start reading at {@code Run}, which uses both.
 */
@NullMarked
package io.tiercel.examples.quickstart;

import org.jspecify.annotations.NullMarked;
