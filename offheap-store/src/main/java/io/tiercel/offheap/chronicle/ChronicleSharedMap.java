package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMaps.SharedMap;
import io.tiercel.store.Copies;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A map that many caches share: each has a region of it. Thread-safe. */
final class ChronicleSharedMap implements SharedMap {

    private final MapCore core;
    private final Set<CacheMap> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ChronicleSharedMap(MapCore core) {
        this.core = core;
    }

    @Override
    public ByteMap part(String cacheName, Copies copies) {
        CacheMap part = new CacheMap(cacheName, core, new Part(copies), map -> {
            core.shares().close();
            open.remove(map);
        });
        core.shares().open();
        open.add(part);
        if (closed) {
            part.close();
            throw new IllegalStateException("the shared map is closed");
        }
        return part;
    }

    @Override
    public long bytes() {
        return core.segments().takenBytes();
    }

    @Override
    public long capacityBytes() {
        return core.capacityBytes();
    }

    @Override
    public void close() {
        closed = true;
        try {
            open.forEach(CacheMap::close);
        } finally {
            core.segments().close();
        }
    }
}
