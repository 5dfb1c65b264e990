package io.tiercel.offheap;

import java.io.Serializable;
import java.util.Locale;

/** A key that only {@code equals} can compare, for it ignores case, and whose hash code is its first letter. */
record Initialled(String name) implements Serializable {

    @Override
    public boolean equals(Object other) {
        return other instanceof Initialled initialled && initialled.name.equalsIgnoreCase(name);
    }

    @Override
    public int hashCode() {
        return name.toUpperCase(Locale.ROOT).charAt(0);
    }
}
