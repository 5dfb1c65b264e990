package net.openhft.chronicle.core;

/**
 * Takes the place of Chronicle's hook for code of the application that is to run first: that belongs to the Chronicle
 * libraries of the application, not to ours.
 */
public final class ChronicleInit {

    private ChronicleInit() {}

    static void init() {}

    static void postInit() {}
}
