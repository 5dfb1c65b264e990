package io.tiercel.configuration;

/** When a change reaches the writer. */
public enum WriterMode {

    /** Before the change is made in the cache, in the thread that makes it. */
    THROUGH
}
