/** Folders that belong to one cache of one process, and what the disk has of them. Start reading at {@link io.tiercel.folder.FolderLock}. */
@NullMarked
package io.tiercel.folder;

import org.jspecify.annotations.NullMarked;
