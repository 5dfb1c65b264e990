package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.chronicle.MapCore.Content;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMaps;
import io.tiercel.store.Copies;
import io.tiercel.time.Clock;
import java.nio.ByteOrder;
import java.util.Objects;
import net.openhft.chronicle.core.OS;

/** Opens maps on Chronicle Map. Made by reflection, in the class loader that has Chronicle's classes. Thread-safe. */
public final class ChronicleMaps implements ByteMaps {

    /** Initializes the class of Chronicle that keeps the stack of whoever is the first to need it. */
    public ChronicleMaps() {
        Objects.requireNonNull(OS.TIME_LIMIT);
    }

    @Override
    public ByteMap openMemory(String name, long capacityBytes, Copies copies, Clock clock) {
        MapCore core = memory(name, capacityBytes, clock);
        return new CacheMap(name, core, new Part(copies), map -> core.segments().close());
    }

    @Override
    public SharedMap openShared(String name, long capacityBytes, Clock clock) {
        return new ChronicleSharedMap(memory(name, capacityBytes, clock));
    }

    @Override
    public String fileFormat() {
        return "tiercel " + EntryLayout.FORMAT + ", " + SegmentMemory.chronicleVersion() + ", "
                + ByteOrder.nativeOrder();
    }

    @Override
    public FileMap openFile(String name, FileSpec spec, Copies copies, Clock clock) {
        Geometry geometry = Geometry.of(spec.capacityBytes());
        SegmentMemory memory = SegmentMemory.map(name, geometry, spec.file());
        MapCore core = new MapCore(geometry, memory, clock, spec.recover() ? Content.UNSURE : Content.SURE);
        return new FileCacheMap(name, core, copies, spec.generation());
    }

    private static MapCore memory(String name, long capacityBytes, Clock clock) {
        Geometry geometry = Geometry.of(capacityBytes);
        return new MapCore(geometry, SegmentMemory.allocate(name, geometry), clock, Content.NONE);
    }
}
