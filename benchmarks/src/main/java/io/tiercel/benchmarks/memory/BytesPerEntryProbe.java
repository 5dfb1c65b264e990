package io.tiercel.benchmarks.memory;

import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.subject.Target;
import io.tiercel.benchmarks.workload.Data;
import io.tiercel.benchmarks.workload.ZipfSequence;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;

/**
 * Fills a cache and prints the heap bytes per entry. What a provider keeps once, whatever it holds, is not counted: the
 * heap before is taken after a first cache has come and gone.
 */
final class BytesPerEntryProbe {

    private static final Data DATA = Data.INTEGERS;

    private BytesPerEntryProbe() {}

    @SuppressWarnings("SystemOut") // read by the parent process
    public static void main(String[] arguments) {
        Subject subject = Subject.valueOf(arguments[0]);
        Form form = Form.valueOf(arguments[1]);
        int entries = Integer.parseInt(arguments[2]);
        try (Target first = subject.open(form.spec(100))) {
            fill(first, 100);
        }
        int[] order = ZipfSequence.shuffled(entries, new SplittableRandom(7));
        long before = usedBytes();
        try (Target cache = subject.open(form.spec(entries))) {
            for (int index : order) {
                cache.put(DATA.key(index), DATA.value(index));
            }
            long after = usedBytes();
            checkHeld(cache, entries);
            System.out.println((double) (after - before) / entries);
        }
        if (order.length != entries) {
            throw new AssertionError("keeps the order reachable in both readings");
        }
    }

    private static void fill(Target cache, int entries) {
        for (int index = 0; index < entries; index++) {
            cache.put(DATA.key(index), DATA.value(index));
        }
        checkHeld(cache, entries);
    }

    private static void checkHeld(Target cache, int entries) {
        int held = 0;
        for (int index = 0; index < entries; index++) {
            held += cache.get(DATA.key(index)) == null ? 0 : 1;
        }
        if (held != entries) {
            throw new IllegalStateException("entries=" + entries + " held=" + held);
        }
    }

    /** The used heap once collections no longer shrink it; maintenance in the background may still hold something. */
    private static long usedBytes() {
        long smallest = Long.MAX_VALUE;
        for (int unchanged = 0; unchanged < 3; ) {
            System.gc();
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            unchanged = used < smallest ? 0 : unchanged + 1;
            smallest = Math.min(smallest, used);
        }
        return smallest;
    }
}
