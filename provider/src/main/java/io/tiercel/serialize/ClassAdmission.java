package io.tiercel.serialize;

/**
 * Decides which classes may be encoded and decoded. Implementations are safe for use by many threads and answer in
 * constant time once a class is known.
 */
public sealed interface ClassAdmission permits LiveObjectAdmission, ClassFilter {

    /** Returns whether an object of the class with this binary name, found in a live object graph, may be encoded. */
    boolean admitsEncoding(String className);

    /**
     * Notes that an object of this class was found in a live object graph. The types that its fields declare may then be
     * named too: a compiled codec asks for them, also if the fields are empty.
     */
    void admitDeclarationsOf(Class<?> type);

    /** Returns whether bytes may name this class. */
    boolean admitsDecoding(String className);

    /** Returns whether decoding is limited as bytes need that others may have written: in depth, memory and counts. */
    boolean isClosed();

    /**
     * Returns the admission for bytes that never leave the process: what was encoded from a live object may be decoded
     * again, and nothing else.
     */
    static ClassAdmission ofLiveObjects() {
        return new LiveObjectAdmission();
    }
}
