package io.tiercel.examples.quickstart;

/**
 * The entries of one module, invalidated.
 *
 * @param how the call that did it
 * @param entries how many there were
 * @param nanos how long the call took
 * @param example one of the classes
 * @param readAnew whether the class file of that one was read anew by the next get
 */
record Invalidation(String how, long entries, long nanos, String example, boolean readAnew) {}
