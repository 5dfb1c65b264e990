/** What a tier is, and what weighs its entries. Start reading at {@link io.tiercel.store.Weigher}. */
@NullMarked
package io.tiercel.store;

import org.jspecify.annotations.NullMarked;
