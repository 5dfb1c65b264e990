/**
 * The operations of JSR-107 on a store. An {@link io.tiercel.engine.Operation} looks at the entry that a key has and
 * decides; the {@link io.tiercel.engine.Engine} applies the decision, atomically per key: the one place where store,
 * writer, expiry, statistics, leases and events are brought up to date together. Start reading there.
 */
@NullMarked
package io.tiercel.engine;

import org.jspecify.annotations.NullMarked;
