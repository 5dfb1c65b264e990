/**
 * Telling a cache writer what changes: before the change, or behind it. Start reading at {@link
 * io.tiercel.write.WriterPort}.
 */
@NullMarked
package io.tiercel.write;

import org.jspecify.annotations.NullMarked;
