/**
 * The tier on the heap. Start reading at {@link io.tiercel.heap.HeapStore}: a hash table that is read without a lock
 * ({@link io.tiercel.heap.EntryTable}) and a policy that says who leaves when it is full. Over another tier, {@link
 * io.tiercel.heap.HeapCopies} says how its entries come and go.
 */
@NullMarked
package io.tiercel.heap;

import org.jspecify.annotations.NullMarked;
