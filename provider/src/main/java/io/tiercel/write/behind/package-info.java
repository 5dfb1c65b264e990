/**
 * Write-behind: changes wait in a queue, and a thread tells them to the writer in batches. Start reading at {@link
 * io.tiercel.write.behind.WriteBehind}.
 */
@NullMarked
package io.tiercel.write.behind;

import org.jspecify.annotations.NullMarked;
