package io.tiercel.event;

import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** One change of one key, in stored form: what happened, to what, from what, to what. */
record Change(
        EventType type,
        Object storedKey,
        @Nullable Object storedOldValue,
        @Nullable Object storedNewValue) {}
