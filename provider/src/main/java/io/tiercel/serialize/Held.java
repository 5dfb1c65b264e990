package io.tiercel.serialize;

/**
 * The stored form of an object that the application never sees itself: it gets a fresh object at each hand-out.
 * Immutable, and therefore safe for use by many threads.
 */
abstract sealed class Held permits AnnotatedValue, Encoded, HeldArray, HeldCopy {

    /** Returns a fresh object for the application. */
    abstract Object open(ValueStorage storage);

    /** Returns the bytes of heap that this takes, what it refers to included. */
    abstract long weightBytes(ValueStorage storage);
}
