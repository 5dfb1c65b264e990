/**
 * The tiers outside the heap: entries of objects over maps of bytes. Start reading at {@link
 * io.tiercel.offheap.OffHeapStore}; {@link io.tiercel.offheap.OffHeapModule} is what the provider finds.
 */
@NullMarked
package io.tiercel.offheap;

import org.jspecify.annotations.NullMarked;
