/**
 * Tests of the runtime, most of them in processes of their own. Start reading at {@link
 * io.tiercel.offheap.runtime.FlagFreeTest}.
 */
@NullMarked
package io.tiercel.offheap.runtime;

import org.jspecify.annotations.NullMarked;
