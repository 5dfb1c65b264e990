/**
 * Cache entry events and their listeners (JSR-107 1.1.1, "Cache Entry Listeners"): events are put in order while their
 * key is locked, and delivered after it is released, so no listener runs under a lock of the cache. Synchronous events
 * of a key pass through a {@code KeyChain}, asynchronous ones through the {@code AsyncQueue} of each registration.
 * Start reading at {@link io.tiercel.event.EventDispatcher}.
 */
@NullMarked
package io.tiercel.event;

import org.jspecify.annotations.NullMarked;
