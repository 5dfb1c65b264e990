/**
 * Everything around the file of a disk tier: the folder, who may open it, and whether what is in it can be trusted.
 * Start reading at {@link io.tiercel.offheap.disk.DiskTier}; {@link io.tiercel.offheap.disk.Judgement} holds the rules.
 * {@code docs/disk-format.md} describes the files.
 */
@NullMarked
package io.tiercel.offheap.disk;

import org.jspecify.annotations.NullMarked;
