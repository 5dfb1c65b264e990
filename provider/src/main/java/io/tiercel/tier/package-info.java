/**
 * How tiers make one store: the lower one has every entry, the heap has copies of some. Start reading at {@link
 * io.tiercel.tier.TieredStore}; what a lower tier must do says {@link io.tiercel.tier.LowerStore}, and how a module brings
 * one, {@link io.tiercel.tier.TierModule}.
 */
@NullMarked
package io.tiercel.tier;

import org.jspecify.annotations.NullMarked;
