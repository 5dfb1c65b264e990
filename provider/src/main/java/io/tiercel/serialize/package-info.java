/**
 * How keys and values are held by value: what is immutable and held as it is, and what is held as bytes and decoded at
 * each hand-out. Start reading at {@link io.tiercel.serialize.ValueStorage}.
 */
@NullMarked
package io.tiercel.serialize;

import org.jspecify.annotations.NullMarked;
