package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.layer.LayeredByteMap;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.offheap.map.ByteMaps;
import io.tiercel.offheap.map.ByteMaps.FileSpec;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.offheap.runtime.ChronicleRuntime;
import io.tiercel.store.Copies;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small map in memory over one in a file is as good as one. */
final class LayeredMapTest extends ByteMapContract {

    @TempDir
    Path folder;

    @Override
    ByteMap open(Copies copies) {
        ByteMaps maps = ChronicleRuntime.maps();
        FileSpec spec = new FileSpec(folder.resolve("cache.dat"), CAPACITY_BYTES, 1, /* recover= */ false);
        return LayeredByteMap.open(
                maps.openMemory("upper", CAPACITY_BYTES / 8, Copies.NONE, nowMillis::get),
                copies,
                below -> maps.openFile("lower", spec, below, nowMillis::get));
    }

    @Test
    void evict_ofWhateverIsBelow_leavesNoCopyOfWhatHasLeft() {
        ByteMap upper = ((LayeredByteMap) map).upper();
        ByteMap lower = ((LayeredByteMap) map).lower();
        for (int i = 0; i < 40_000; i++) {
            put("k" + i, bytes(200, i));
            there("k" + i);
            while (map.evict(VictimGate.OPEN) != null) {
                // one at a time
            }
        }

        assertThat(upper.size()).isPositive();
        assertThat(missing(keysOf(upper), keysOf(lower))).isEmpty();
    }

    @Test
    void put_thatHasToEvictALot_leavesNoCopyOfWhatHasLeft() {
        ByteMap upper = ((LayeredByteMap) map).upper();
        ByteMap lower = ((LayeredByteMap) map).lower();
        for (int i = 0; i < 60_000; i++) {
            put("k" + i, bytes(10, i));
        }
        for (int i = 0; i < 16; i++) {
            put("large" + i, bytes(map.largestEntryBytes() - 10, i));
        }

        assertThat(upper.size()).isPositive();
        assertThat(missing(keysOf(upper), keysOf(lower))).isEmpty();
    }

    private static Set<String> keysOf(ByteMap map) {
        return new HashSet<>(scan(map).stream().map(seen -> text(seen.key())).toList());
    }

    /** A hash changes between processes only, when nothing is above. */
    @Override
    @Test
    void get_withAnotherHash_storesIt() {
        map.put(key("a"), 17, (byte) 0, bytes(10, 1), NEVER, NEVER);
        ((LayeredByteMap) map).upper().clear();

        map.get(key("a"), 18, Use.UNCOUNTED);

        assertThat(scan().get(0).hash()).isEqualTo(18);
    }
}
