package io.tiercel.load;

/** What all leases of a key share that were taken since it last changed. */
final class LeaseRecord {

    /** Set once, in a section of the key, before the change that sets it returns to its caller. */
    volatile boolean overtaken;

    /** How many leases are out; used inside the registry's atomic updates of the key only. */
    int holders;
}
