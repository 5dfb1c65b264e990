package io.tiercel.event;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Items in the order in which they came. They are linked with each other: to add one takes no memory, so that it cannot fail
 * half-way, where an array that could not grow would have lost them all. An item is in one of these at most. Guarded by a lock
 * of its owner.
 */
final class LinkedItems<T extends LinkedItems.Item<T>> {

    /** What can be in such a queue. */
    abstract static class Item<T> {

        /** The one that came after this. */
        @Nullable
        T following;
    }

    private @Nullable T first;
    private @Nullable T last;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return first == null;
    }

    void addLast(T item) {
        if (last == null) {
            first = item;
        } else {
            last.following = item;
        }
        last = item;
        size++;
    }

    @Nullable
    T peekFirst() {
        return first;
    }

    @Nullable
    T pollFirst() {
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
    void remove(T item) {
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

    void forEach(Consumer<? super T> action) {
        for (T each = first; each != null; each = each.following) {
            action.accept(each);
        }
    }

    void clear() {
        T item = pollFirst();
        while (item != null) {
            item = pollFirst();
        }
    }
}
