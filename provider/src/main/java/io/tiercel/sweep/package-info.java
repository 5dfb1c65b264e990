/**
 * Going through caches in the background, so that what has expired or was invalidated gives its memory back. Start reading
 * at {@link io.tiercel.sweep.Sweeper}.
 */
@NullMarked
package io.tiercel.sweep;

import org.jspecify.annotations.NullMarked;
