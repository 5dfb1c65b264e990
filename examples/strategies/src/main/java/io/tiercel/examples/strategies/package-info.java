/**
 * One program for each strategy of caching. Each can be read and run by itself; all cache products of a shop, which come
 * from a {@link io.tiercel.examples.strategies.Database}. Start reading at {@link io.tiercel.examples.strategies.Strategies}.
 */
@NullMarked
package io.tiercel.examples.strategies;

import org.jspecify.annotations.NullMarked;
