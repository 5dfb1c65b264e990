package io.tiercel.tier;

/** What an entry that comes up from a lower tier looks like on the heap. May run code of the user. Thread-safe. */
public interface HeapForm {

    /** Returns a key that nobody else can change. */
    Object key(Object key);

    /** Returns what the entry counts against the bound of the heap: 1, or bytes. */
    long weight(Object key, Object storedValue);
}
