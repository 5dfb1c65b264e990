/**
 * Maps of bytes outside the heap, on Chronicle Map. Start reading at {@link
 * io.tiercel.offheap.chronicle.CacheMap}: the operations, each of which has a class of its own; {@link io.tiercel.offheap.chronicle.EntryLayout} says what
 * an entry looks like, {@link io.tiercel.offheap.chronicle.Segment} where it lies. Chronicle Map makes the memory or the
 * file, and says how entries lie in it; but they are reached without its contexts, which cost more than the look-up itself, are bound to threads, and cannot evict.
 */
@NullMarked
package io.tiercel.offheap.chronicle;

import org.jspecify.annotations.NullMarked;
