/**
 * What is known of values that grow old, and of keys that have none: the settings of a cache, when a value is due to be
 * loaded anew, and notes about keys. Start reading at {@link io.tiercel.freshness.FreshnessPolicy}.
 */
@NullMarked
package io.tiercel.freshness;

import org.jspecify.annotations.NullMarked;
