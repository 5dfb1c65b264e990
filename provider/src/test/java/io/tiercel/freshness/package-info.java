/** Tests of what is known of values that grow old. */
@NullMarked
package io.tiercel.freshness;

import org.jspecify.annotations.NullMarked;
