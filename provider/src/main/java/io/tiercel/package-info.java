/**
 * The JSR-107 provider and what an application sees of it. Start reading at {@link io.tiercel.TiercelCachingProvider};
 * {@link io.tiercel.TiercelCache} is what a cache can do beyond JSR-107, {@link io.tiercel.TiercelConfiguration} how it is
 * configured in code. This package is at the top: it puts the others together, and none of them knows it.
 */
@NullMarked
package io.tiercel;

import org.jspecify.annotations.NullMarked;
