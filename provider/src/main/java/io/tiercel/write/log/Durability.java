package io.tiercel.write.log;

/** What a change in the log survives from the moment that the operation that made it returns. */
public enum Durability {

    /** The end of the process, {@code kill -9} included: the operating system has the bytes. */
    PROCESS,

    /** The loss of power too: the disk has them. Changes of several threads share one wait for it. */
    POWER
}
