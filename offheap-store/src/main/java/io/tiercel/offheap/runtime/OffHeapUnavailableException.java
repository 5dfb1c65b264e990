package io.tiercel.offheap.runtime;

import io.tiercel.tier.TiersUnavailableException;
import org.jspecify.annotations.Nullable;

/** Thrown where a tier outside the heap is asked for in a JVM that does not let it work. The message says what to do. */
public final class OffHeapUnavailableException extends TiersUnavailableException {

    private static final long serialVersionUID = 1L;

    public OffHeapUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
