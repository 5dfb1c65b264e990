/**
 * Two maps of bytes, one of which caches the other: off-heap over disk. Start reading at {@link
 * io.tiercel.offheap.layer.LayeredByteMap}.
 */
@NullMarked
package io.tiercel.offheap.layer;

import org.jspecify.annotations.NullMarked;
