package io.tiercel.offheap.runtime;

/** Opens a map through the runtime, as a plain application would. */
public final class OpenMain {

    private OpenMain() {}

    /** With the path of a file, if any, and how many entries it has. */
    public static void main(String[] arguments) {
        String path = arguments.length > 0 ? arguments[0] : "";
        int expected = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        int found = ChronicleRuntime.start(Probe.class, "io.tiercel.offheap.chronicle.MapProbe")
                .run(path);
        if (found != expected) {
            throw new AssertionError("found=" + found);
        }
    }
}
