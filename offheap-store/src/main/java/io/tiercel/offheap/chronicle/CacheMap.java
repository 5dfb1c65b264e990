package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.store.Copies;
import io.tiercel.store.EntryTooLargeException;
import io.tiercel.store.Evictions;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The entries of one cache in a map. Thread-safe. */
class CacheMap implements ByteMap {

    private static final int LARGEST_FRACTION = 16;
    private static final int LARGEST_BYTES = 64 << 20;

    private final String name;
    private final MapCore core;
    private final Part part;
    private final Consumer<? super CacheMap> onClose;
    private final ReentrantLock changing = new ReentrantLock();

    /** Null when closed. */
    private volatile @Nullable Region region;

    /** Makes an empty map. */
    CacheMap(String name, MapCore core, Part part, Consumer<? super CacheMap> onClose) {
        this(name, core, part, core.regions().open(part, null), onClose);
    }

    /** Makes a map of the entries of a region that are there. */
    CacheMap(String name, MapCore core, Copies copies, int generation, Consumer<? super CacheMap> onClose) {
        this(name, core, new Part(copies), generation, onClose);
    }

    private CacheMap(String name, MapCore core, Part part, int generation, Consumer<? super CacheMap> onClose) {
        this(name, core, part, core.regions().open(part, null, generation), onClose);
    }

    private CacheMap(String name, MapCore core, Part part, Region region, Consumer<? super CacheMap> onClose) {
        this.region = region;
        this.name = name;
        this.core = core;
        this.part = part;
        this.onClose = onClose;
    }

    @Override
    public @Nullable ByteEntry get(byte[] key, int hash, Use use) {
        Region current = region();
        ByteEntry entry = core.finder().get(current, key, hash, use);
        if (entry == null || !LargeValues.isHead(entry)) {
            return entry;
        }
        return core.values().complete(current, key, hash, use, entry);
    }

    @Override
    public boolean has(byte[] key) {
        return core.finder().has(region(), key);
    }

    @Override
    public int put(byte[] key, int hash, byte kind, byte[] payload, long expiresAtMillis, long limitMillis) {
        Region current = region();
        NewEntry entry =
                new NewEntry(current.number(), key, hash, /* form= */ 0, kind, payload, expiresAtMillis, limitMillis);
        return put(current, entry, EntryWriter.NEXT_VERSION);
    }

    @Override
    public void copyIn(byte[] key, int hash, ByteEntry copied) {
        Region current = region();
        NewEntry entry = new NewEntry(
                current.number(),
                key,
                hash,
                /* form= */ 0,
                copied.kind(),
                copied.payload(),
                copied.expiresAtMillis(),
                copied.limitMillis());
        put(current, entry, copied.version());
    }

    private int put(Region current, NewEntry whole, int givenVersion) {
        Departures departures = new Departures();
        try {
            NewEntry entry = whole;
            if (core.values().isLarge(whole)) {
                checkSize(whole.key(), whole.payload());
                entry = core.values().divide(current, whole, departures);
            }
            return core.writer().put(current, entry, givenVersion, departures);
        } finally {
            core.values().finish(departures);
        }
    }

    private void checkSize(byte[] key, byte[] payload) {
        if (key.length > core.values().largestKeyBytes()) {
            throw new EntryTooLargeException("cache=" + name + ": a key of " + key.length + " bytes is more than the "
                    + core.values().largestKeyBytes() + " that a tier of " + capacityBytes()
                    + " bytes takes; use shorter keys or a larger tier");
        }
        if ((long) key.length + payload.length > largestEntryBytes()) {
            throw new EntryTooLargeException("cache=" + name + ": an entry of " + ((long) key.length + payload.length)
                    + " bytes is more than the " + largestEntryBytes() + " that a tier of " + capacityBytes()
                    + " bytes takes, 1/" + LARGEST_FRACTION + " of it and " + LARGEST_BYTES
                    + " at most; make the tier larger, or the values smaller");
        }
    }

    @Override
    public boolean remove(byte[] key, int hash, int version) {
        Departures departures = new Departures();
        try {
            return core.remover().remove(region(), key, version, departures);
        } finally {
            core.values().finish(departures);
        }
    }

    @Override
    public void displace(byte[] key) {
        Departures departures = new Departures();
        try {
            core.remover().evict(region(), key, departures);
        } finally {
            core.values().finish(departures);
        }
    }

    @Override
    public long touch(byte[] key, int hash, int version, long seenMillis, long expiresAtMillis) {
        Departures departures = new Departures();
        try {
            return core.deadlines().touch(region(), key, version, seenMillis, expiresAtMillis, departures);
        } finally {
            core.values().finish(departures);
        }
    }

    @Override
    public @Nullable ByteVictim evict(VictimGate gate) {
        region();
        return core.evictor().evict(part, gate);
    }

    @Override
    public @Nullable Evictions evictSome(long nowMillis) {
        Evictions told = part.tellAll();
        return told != null ? told : ByteMap.super.evictSome(nowMillis);
    }

    @Override
    public @Nullable ByteVictim takeExpired(int hash, Predicate<? super ByteVictim> isOf) {
        return part.untoldExpired().take(hash, isOf);
    }

    @Override
    public void clear() {
        changing.lock();
        try {
            region = core.regions().open(part, region());
        } finally {
            changing.unlock();
        }
    }

    @Override
    public long size() {
        return Math.max(0, region().entries());
    }

    @Override
    public long bytes() {
        Region current = region();
        return core.segments().bytes(current.entries(), current.chunks());
    }

    @Override
    public long capacityBytes() {
        return core.capacityBytes();
    }

    @Override
    public int largestEntryBytes() {
        return (int) Math.min(LARGEST_BYTES, capacityBytes() / LARGEST_FRACTION);
    }

    @Override
    public int largestKeyBytes() {
        return core.values().largestKeyBytes();
    }

    @Override
    public long scan(long cursor, List<? super ByteVictim> into) {
        core.segments().scan(region(), Math.toIntExact(cursor), into);
        long next = cursor + 1;
        return next < core.segments().count() ? next : 0;
    }

    @Override
    public void dropOrphans() {
        // what a scan does not show is not read here
    }

    @Override
    public void close() {
        changing.lock();
        try {
            Region last = region;
            if (last != null) {
                region = null;
                try {
                    core.regions().close(last);
                } finally { // that one may fail for want of memory, and nobody comes again
                    onClose.accept(this);
                }
            }
        } finally {
            changing.unlock();
        }
    }

    final MapCore core() {
        return core;
    }

    /** Does something while this is not closed. */
    final void whileOpen(Runnable action) {
        changing.lock();
        try {
            region();
            action.run();
        } finally {
            changing.unlock();
        }
    }

    /** Goes on in an empty region of a number. */
    final void moveTo(int generation) {
        changing.lock();
        try {
            Region current = region();
            if (generation <= current.number()) {
                throw new IllegalArgumentException("generation=" + generation + " is not after " + current.number());
            }
            region = core.regions().open(part, current, generation);
        } finally {
            changing.unlock();
        }
    }

    final Region region() {
        Region current = region;
        if (current == null) {
            throw new IllegalStateException("cache=" + name + ": its tier is closed");
        }
        return current;
    }
}
