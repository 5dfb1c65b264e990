package io.tiercel.offheap.disk.crash;

import io.tiercel.offheap.disk.CacheIdentity;
import io.tiercel.offheap.disk.DiskTier;
import io.tiercel.offheap.disk.crash.Step.Kind;
import io.tiercel.offheap.layer.LayeredByteMap;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMaps;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.offheap.runtime.ChronicleRuntime;
import io.tiercel.store.Copies;
import io.tiercel.time.Clock;
import io.tiercel.time.SystemClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The process that is killed: some threads write to a disk tier, each to keys of its own, and say so on the standard
 * output. Never ends by itself.
 */
final class CrashChild {

    static final int THREADS = 3;
    static final int KEYS = 1500;

    private static final int ONE_IN_SO_MANY_IS_A_CLEAR = 3000;
    private static final long UPPER_BYTES = 512 * 1024;

    private final ReentrantLock telling = new ReentrantLock();
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final AtomicLong sequence;
    private final ByteMap map;

    private CrashChild(ByteMap map, long firstSequence) {
        this.map = map;
        this.sequence = new AtomicLong(firstSequence);
    }

    /** Takes the folder, the size, the first number of an operation, and "layered" or "alone". */
    public static void main(String[] arguments) throws IOException {
        long capacityBytes = Long.parseLong(arguments[1]);
        Clock clock = new SystemClock();
        ByteMaps maps = ChronicleRuntime.maps();
        ByteMap map = "layered".equals(arguments[3])
                ? LayeredByteMap.open(
                        maps.openMemory("upper", UPPER_BYTES, Copies.NONE, clock),
                        Copies.NONE,
                        copies -> open(Path.of(arguments[0]), capacityBytes, maps, copies, clock))
                : open(Path.of(arguments[0]), capacityBytes, maps, Copies.NONE, clock);
        CrashChild child = new CrashChild(map, Long.parseLong(arguments[2]));
        child.tell(Kind.READY, 0, 0);
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            new Thread(() -> child.work(number)).start();
        }
    }

    static DiskTier open(Path path, long capacityBytes, ByteMaps maps, Copies copies, Clock clock) {
        CacheIdentity identity = CacheIdentity.of("crash", Integer.class, byte[].class, "none");
        return DiskTier.open(new DiskTier.Settings(path, identity, capacityBytes), maps, copies, clock);
    }

    private void work(int number) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        try {
            while (true) {
                int key = random.nextInt(KEYS / THREADS) * THREADS + number;
                if (number == 0 && random.nextInt(ONE_IN_SO_MANY_IS_A_CLEAR) == 0) {
                    clear();
                } else if (random.nextInt(4) == 0) {
                    remove(key);
                } else if (random.nextInt(3) == 0) {
                    map.get(Payload.keyBytes(key), Payload.hash(key), ByteMap.Use.COUNTED);
                } else {
                    put(key);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(int key) throws IOException {
        long number = sequence.getAndIncrement();
        byte[] payload = Payload.of(key, number);
        long expiresAtMillis = Payload.expiresAtMillis(number);
        tell(Kind.PUT_STARTS, key, number);
        map.put(Payload.keyBytes(key), Payload.hash(key), (byte) 0, payload, expiresAtMillis, ByteMap.NEVER);
        tell(Kind.PUT_ENDED, key, number);
        while (map.evict(VictimGate.OPEN) != null) {
            // until there is room
        }
    }

    private void remove(int key) throws IOException {
        long number = sequence.getAndIncrement();
        tell(Kind.REMOVE_STARTS, key, number);
        map.remove(Payload.keyBytes(key), Payload.hash(key), ByteMap.ANY_VERSION);
        tell(Kind.REMOVE_ENDED, key, number);
    }

    private void clear() throws IOException {
        long number = sequence.getAndIncrement();
        tell(Kind.CLEAR_STARTS, 0, number);
        map.clear();
        tell(Kind.CLEAR_ENDED, 0, number);
    }

    /** Writes a step as a whole: what is read up to the kill is in the order in which it happened. */
    private void tell(Kind kind, int key, long number) throws IOException {
        byte[] bytes = new Step(kind, key, number).toBytes();
        telling.lock();
        try {
            out.write(bytes);
        } finally {
            telling.unlock();
        }
    }
}
