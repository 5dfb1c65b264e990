/** The tests of key locks and of waits in a circle. Start reading at {@link io.tiercel.concurrent.KeyLocksTest}. */
@NullMarked
package io.tiercel.concurrent;

import org.jspecify.annotations.NullMarked;
