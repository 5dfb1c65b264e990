package io.tiercel.offheap.runtime;

/** What a class of the isolated package is known as on the side of the application. */
public interface Probe {

    /** Uses a map, in the file of this path, or in memory if it is empty, and returns how many entries it had. */
    int run(String path);
}
