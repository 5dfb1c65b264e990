package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.chronicle.MapCore.Content;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMaps;
import io.tiercel.store.Copies;
import io.tiercel.time.Clock;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.function.Function;
import net.openhft.chronicle.core.OS;

/** Opens maps on Chronicle Map. Made by reflection, in the class loader that has Chronicle's classes. Thread-safe. */
public final class ChronicleMaps implements ByteMaps {

    /** Initializes the class of Chronicle that keeps the stack of whoever is the first to need it. */
    public ChronicleMaps() {
        Objects.requireNonNull(OS.TIME_LIMIT);
    }

    @Override
    public ByteMap openMemory(String name, long capacityBytes, Copies copies, Clock clock) {
        Geometry geometry = Geometry.of(capacityBytes);
        return over(SegmentMemory.allocate(name, geometry), memory -> {
            MapCore core = new MapCore(geometry, memory, clock, Content.NONE);
            return new CacheMap(
                    name, core, new Part(copies), map -> core.segments().close());
        });
    }

    @Override
    public SharedMap openShared(String name, long capacityBytes, Clock clock) {
        Geometry geometry = Geometry.of(capacityBytes);
        return over(
                SegmentMemory.allocate(name, geometry),
                memory -> new ChronicleSharedMap(new MapCore(geometry, memory, clock, Content.NONE)));
    }

    @Override
    public String fileFormat() {
        return "tiercel " + EntryLayout.FORMAT + ", " + SegmentMemory.chronicleVersion() + ", "
                + ByteOrder.nativeOrder();
    }

    @Override
    public FileMap openFile(String name, FileSpec spec, Copies copies, Clock clock) {
        Geometry geometry = Geometry.of(spec.capacityBytes());
        return over(SegmentMemory.map(name, geometry, spec.file()), memory -> {
            MapCore core = new MapCore(geometry, memory, clock, spec.recover() ? Content.UNSURE : Content.SURE);
            return new FileCacheMap(name, core, copies, spec.generation());
        });
    }

    /** Makes something over memory, which is given back if that fails: for want of memory on the heap, say. */
    static <M> M over(SegmentMemory memory, Function<? super SegmentMemory, M> maker) {
        boolean made = false;
        try {
            M map = maker.apply(memory);
            made = true;
            return map;
        } finally {
            if (!made) {
                memory.close();
            }
        }
    }
}
