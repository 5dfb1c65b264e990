/** The tests that every tier passes. Start reading at {@link io.tiercel.store.StoreContract}. */
@NullMarked
package io.tiercel.store;

import org.jspecify.annotations.NullMarked;
