package io.tiercel.load;

import java.util.concurrent.atomic.AtomicBoolean;

/** All have one hash; a comparison fails once it is told to. */
public record PickyKey(String name, AtomicBoolean fails) {

    @Override
    public boolean equals(Object other) {
        if (fails.get()) {
            throw new IllegalStateException("equals fails");
        }
        return other instanceof PickyKey that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return 1;
    }
}
