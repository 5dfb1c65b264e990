/** Tests of tiers over one another, over a lower tier that is a map. */
@NullMarked
package io.tiercel.tier;

import org.jspecify.annotations.NullMarked;
