package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.runtime.Probe;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;
import org.jspecify.annotations.Nullable;

/** Opens a map, uses it in the ways that a store does, closes it, and tells how many entries it had before. */
public final class MapProbe implements Probe {

    private static final int ENTRIES = 1000;

    @Override
    public int run(String path) {
        try (ChronicleMap<byte[], byte[]> map = open(path)) {
            int found = requireLeftOver(map);
            for (int i = 0; i < ENTRIES; i++) {
                map.put(key(i), new byte[i]);
            }
            for (int i = 0; i < ENTRIES; i++) {
                requireLength(map.get(key(i)), i);
            }
            removeInContext(map, key(0));
            if (map.size() != ENTRIES - 1) {
                throw new IllegalStateException("size=" + map.size());
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChronicleMap<byte[], byte[]> open(String path) throws IOException {
        ChronicleMapBuilder<byte[], byte[]> builder = ChronicleMapBuilder.of(byte[].class, byte[].class)
                .name("probe")
                .entries(10_000)
                .averageKeySize(Integer.BYTES)
                .averageValueSize(500)
                .actualSegments(64)
                .skipCloseOnExitHook(true);
        return path.isEmpty() ? builder.create() : builder.createPersistedTo(new File(path));
    }

    /** A map that was there before has all entries but the one that was removed. */
    private static int requireLeftOver(ChronicleMap<byte[], byte[]> map) {
        int found = map.size();
        for (int i = 1; i < ENTRIES && found > 0; i++) {
            requireLength(map.get(key(i)), i);
        }
        return found;
    }

    private static void requireLength(byte @Nullable [] value, int length) {
        if (value == null || value.length != length) {
            throw new IllegalStateException("expected=" + length);
        }
    }

    private static void removeInContext(ChronicleMap<byte[], byte[]> map, byte[] key) {
        try (ExternalMapQueryContext<byte[], byte[], ?> context = map.queryContext(key)) {
            context.updateLock().lock();
            MapEntry<byte[], byte[]> entry = context.entry();
            if (entry != null) {
                context.remove(entry);
            }
        }
    }

    private static byte[] key(int i) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
    }
}
