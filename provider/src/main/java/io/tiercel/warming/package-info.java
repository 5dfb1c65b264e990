/**
 * Brings values into a cache before they are asked for: those of the keys that were hot before a restart, those that a
 * log, a schedule or the application names, and those that are related to a key that was missing. Start reading at
 * {@link io.tiercel.warming.CacheWarming}.
 */
@NullMarked
package io.tiercel.warming;

import org.jspecify.annotations.NullMarked;
