/**
 * The durable half of a write-behind queue: a log of changes in a folder, whose bytes {@code docs/write-behind-format.md}
 * describes. Start reading at {@link io.tiercel.write.log.ChangeLog}.
 */
@NullMarked
package io.tiercel.write.log;

import org.jspecify.annotations.NullMarked;
