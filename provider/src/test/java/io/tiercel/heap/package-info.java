/** The tests of the heap tier. Start reading at {@link io.tiercel.heap.HeapStoreTest}. */
@NullMarked
package io.tiercel.heap;

import org.jspecify.annotations.NullMarked;
