/** Where the time comes from. Start reading at {@link io.tiercel.time.Clock}. */
@NullMarked
package io.tiercel.time;

import org.jspecify.annotations.NullMarked;
