/** Telling a cache writer what changes. Start reading at {@link io.tiercel.write.WriteThrough}. */
@NullMarked
package io.tiercel.write;

import org.jspecify.annotations.NullMarked;
