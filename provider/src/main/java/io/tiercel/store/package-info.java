/**
 * The contract of a tier: entries in and out, bounded, atomic per key. Start reading at {@link io.tiercel.store.Store};
 * every tier passes the tests of {@code StoreContract}.
 */
@NullMarked
package io.tiercel.store;

import org.jspecify.annotations.NullMarked;
