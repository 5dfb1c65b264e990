package io.tiercel.configuration;

/** When a change reaches the writer. */
public enum WriterMode {

    /** Before the change is made in the cache, in the thread that makes it. */
    THROUGH,

    /** Before the change is made, like {@link #THROUGH}; what is written has no entry then, so that a read loads it. */
    AROUND,

    /** After the change is made, from a queue. */
    BEHIND
}
