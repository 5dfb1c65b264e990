/**
 * How threads wait for one another: locks on keys, and the graph that finds a cycle of waits before it becomes a
 * hang. Start reading at {@link io.tiercel.concurrent.WaitGraph}.
 */
@NullMarked
package io.tiercel.concurrent;

import org.jspecify.annotations.NullMarked;
