package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.map.ByteMaps.FileMap;
import io.tiercel.store.Copies;

/** The entries of a cache in a file: those of one region, whose number outlives the process. Thread-safe. */
final class FileCacheMap extends CacheMap implements FileMap {

    FileCacheMap(String name, MapCore core, Copies copies, int generation) {
        super(name, core, copies, generation, map -> core.segments().close());
    }

    @Override
    public int generation() {
        return region().number();
    }

    @Override
    public void clear() {
        clear(generation() + 1);
    }

    @Override
    public void clear(int generation) {
        moveTo(generation);
    }

    @Override
    public int headerBytes() {
        return core().segments().headerBytes();
    }

    @Override
    public long damagedEntries() {
        return core().damagedEntries();
    }

    @Override
    public boolean isInherited(byte[] key, int version) {
        return core().isInherited(region(), key, version);
    }

    @Override
    public void rebuild() {
        core().segments().checkAll();
    }

    @Override
    public void force() {
        whileOpen(core().segments()::force);
    }
}
