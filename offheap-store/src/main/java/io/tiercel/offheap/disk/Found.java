package io.tiercel.offheap.disk;

/** What is in the place of a manifest. */
sealed interface Found {

    /** Nothing. */
    record Nothing() implements Found {}

    /** Bytes that are not a manifest of this version. */
    record Damaged(String what) implements Found {}

    /** A manifest. */
    record Whole(Manifest manifest) implements Found {}
}
