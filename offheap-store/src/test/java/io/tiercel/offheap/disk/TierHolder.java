package io.tiercel.offheap.disk;

import io.tiercel.offheap.map.ByteMap;
import io.tiercel.store.Copies;
import io.tiercel.time.SystemClock;
import java.io.IOException;
import java.nio.file.Path;

/** A process that opens a disk tier, puts an entry, says so, waits for its standard input to end, and closes nothing. */
final class TierHolder {

    static final byte[] KEY = {1};
    static final byte[] VALUE = {2};
    static final long CAPACITY_BYTES = 10_000;
    static final int STILL_THERE = 7;

    private TierHolder() {}

    public static void main(String[] arguments) throws IOException {
        DiskTier tier = open(Path.of(arguments[0]));
        tier.put(KEY, 1, (byte) 0, VALUE, ByteMap.NEVER, ByteMap.NEVER);
        System.out.write('r');
        System.out.flush();
        while (System.in.read() >= 0) {
            // until it ends
        }
        System.exit(tier.get(KEY, 1, ByteMap.Use.COUNTED) != null ? STILL_THERE : 0);
    }

    static DiskTier open(Path path) {
        DiskTier.Settings settings = new DiskTier.Settings(path.resolve("users"), Manifests.IDENTITY, CAPACITY_BYTES);
        return DiskTier.open(settings, new PlainFileMaps("plain 1"), Copies.NONE, new SystemClock());
    }
}
