/**
 * Kills processes in the middle of their work on a disk tier, and checks what the next one finds. Start reading at
 * {@link io.tiercel.offheap.disk.crash.CrashTest}.
 */
@NullMarked
package io.tiercel.offheap.disk.crash;

import org.jspecify.annotations.NullMarked;
