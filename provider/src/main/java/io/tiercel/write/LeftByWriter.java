package io.tiercel.write;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What a writer left of what it was given. By identity: the application's equals may be slow, or fail. For one thread. */
public final class LeftByWriter {

    private final Set<Object> left = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param left what is still in the collection that the writer was given */
    public LeftByWriter(Collection<?> left) {
        this.left.addAll(left);
    }

    /** Returns whether this very object is among them. */
    public boolean has(Object given) {
        return left.contains(given);
    }
}
