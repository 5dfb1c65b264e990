package io.tiercel.serialize;

/** What bytes that others may have written can make a decoder do at most. */
final class DecodingLimits {

    /** How deep objects may nest. Linked structures that write themselves flat, like the JDK's lists, count once. */
    static final int MAX_DEPTH = 1_000;

    /** How deep objects may nest that this process encoded itself; the usual stack ends before. */
    static final int MAX_LOCAL_DEPTH = 10_000;

    /** How many objects one value may consist of. */
    static final long MAX_REFERENCES = 10_000_000;

    /** About how much heap one decoded value may take, strings and arrays of primitives not included. */
    static final long MAX_GRAPH_BYTES = 256L << 20;

    /** How many elements may be announced that take no byte each. */
    static final int MAX_UNBACKED_ELEMENTS = 1 << 20;

    private DecodingLimits() {}
}
