package io.tiercel.offheap.disk;

/** What is done with the content that a folder has. */
public sealed interface Opening {

    /** There is none, or nothing was ever in it: the tier starts empty. */
    record Fresh() implements Opening {}

    /** The last process closed it: it is used as it is. */
    record Warm() implements Opening {}

    /** The last process was killed, and the machine has been up since: it is used after a recovery. */
    record Recovered() implements Opening {}

    /**
     * It cannot be trusted: it is renamed, and the tier starts empty.
     *
     * @param reason why, as the rest of a sentence about the content
     */
    record SetAside(String reason) implements Opening {}
}
