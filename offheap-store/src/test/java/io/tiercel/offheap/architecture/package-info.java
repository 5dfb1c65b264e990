/**
 * Rules of the module's architecture. Start reading at {@link io.tiercel.offheap.architecture.IsolationTest}.
 */
@NullMarked
package io.tiercel.offheap.architecture;

import org.jspecify.annotations.NullMarked;
