/** Tests of tiers as a cache has them. Start reading at {@link io.tiercel.offheap.OffHeapStoreTest}. */
@NullMarked
package io.tiercel.offheap;

import org.jspecify.annotations.NullMarked;
