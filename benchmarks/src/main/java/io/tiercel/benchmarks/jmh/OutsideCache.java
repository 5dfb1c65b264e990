package io.tiercel.benchmarks.jmh;

import io.tiercel.benchmarks.subject.CacheSpec;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.subject.Target;
import io.tiercel.benchmarks.workload.Data;
import io.tiercel.benchmarks.workload.ZipfSequence;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A cache all of whose entries are outside the heap, with copies of one in a hundred on the heap. All keys are asked for
 * alike, so nearly every read goes to the tier below. The keys are equal to those that were put, but other objects.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before it measures
public class OutsideCache {

    private static final int MOST_ACCESSES = 1 << 20;
    private static final int LOST_PER_ENTRIES = 100;

    @Param("TIERCEL")
    public Subject subject;

    @Param("BYTES")
    public Data data;

    @Param("2000000")
    public int residents;

    /** Leaves room for the largest of the serialized forms, so that all entries stay. */
    @Param("1000")
    public int tierBytesPerEntry;

    private Target cache;
    private Object[] keys;

    @Setup
    public void setUp() {
        cache = subject.open(
                CacheSpec.outside(data.types(), Math.max(1, residents / 100), (long) residents * tierBytesPerEntry));
        for (int index : ZipfSequence.shuffled(residents, new SplittableRandom(7))) {
            cache.put(data.key(index), data.value(index));
        }
        SplittableRandom random = new SplittableRandom(11);
        keys = new Object[Math.min(MOST_ACCESSES, Integer.highestOneBit(residents) * 2)];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = data.key(random.nextInt(residents));
        }
        checkResident();
    }

    @TearDown
    public void tearDown() throws InterruptedException {
        Closing.apart(cache);
    }

    Target cache() {
        return cache;
    }

    /** The key of an access; any number will do. */
    Object key(int access) {
        return keys[access & keys.length - 1];
    }

    private void checkResident() {
        int lost = 0;
        for (Object key : keys) {
            lost += cache.get(key) == null ? 1 : 0;
        }
        if (lost > keys.length / LOST_PER_ENTRIES) {
            throw new IllegalStateException("subject=" + subject + " lost=" + lost + " of=" + keys.length);
        }
    }
}
