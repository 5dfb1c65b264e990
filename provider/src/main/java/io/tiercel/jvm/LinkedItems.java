package io.tiercel.jvm;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Items in the order in which they came. They are linked with each other: to add one takes no memory, so that it cannot fail
 * half-way, where an array that could not grow would have lost them all. An item is in one of these at most. Guarded by a lock
 * of its owner.
 */
public final class LinkedItems<T extends LinkedItems.Item<T>> {

    /** What can be in such a queue. */
    public abstract static class Item<T> {

        @Nullable
        T following;

        /** Returns the one that came after this, null if it is the last. */
        public @Nullable T following() {
            return following;
        }
    }

    private @Nullable T first;
    private @Nullable T last;
    private int size;

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return first == null;
    }

    public void addLast(T item) {
        if (last == null) {
            first = item;
        } else {
            last.following = item;
        }
        last = item;
        size++;
    }

    /** Returns the first, null if there is none. */
    public @Nullable T peekFirst() {
        return first;
    }

    /** Takes the first one out, and returns it; null if there is none. */
    public @Nullable T pollFirst() {
        T item = first;
        if (item != null) {
            first = item.following;
            item.following = null;
            last = first == null ? null : last;
            size--;
        }
        return item;
    }

    /** Takes an item out, if it is there. Takes time in proportion to those before it. */
    public void remove(T item) {
        T before = null;
        for (T each = first; each != null; each = each.following) {
            if (each == item) {
                unlink(before, item);
                return;
            }
            before = each;
        }
    }

    private void unlink(@Nullable T before, T item) {
        if (before == null) {
            first = item.following;
        } else {
            before.following = item.following;
        }
        last = item == last ? before : last;
        item.following = null;
        size--;
    }

    public void forEach(Consumer<? super T> action) {
        for (T each = first; each != null; each = each.following) {
            action.accept(each);
        }
    }

    public void clear() {
        T item = pollFirst();
        while (item != null) {
            item = pollFirst();
        }
    }
}
