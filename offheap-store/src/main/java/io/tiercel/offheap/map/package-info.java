/**
 * What a cache's entries look like outside the heap: bytes in, bytes out. Start reading at {@link
 * io.tiercel.offheap.map.ByteMap}; the classes that implement it live in a class loader of their own, with the
 * libraries that they need.
 */
@NullMarked
package io.tiercel.offheap.map;

import org.jspecify.annotations.NullMarked;
