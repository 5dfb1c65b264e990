package io.tiercel.offheap;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.store.Evictions;
import io.tiercel.tier.TierFigures;
import io.tiercel.tier.TierOpening;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A map that counts what it answers, and what it evicts: one tier, to those who look at it. Thread-safe. */
final class MeasuredMap implements ByteMap, TierFigures {

    private final String name;
    private final ByteMap map;
    private final TierOpening opening;
    private final LongAdder hits = new LongAdder();
    private final LongAdder copiesIn = new LongAdder();
    private final LongAdder victims = new LongAdder();

    MeasuredMap(String name, ByteMap map, TierOpening opening) {
        this.name = name;
        this.map = map;
        this.opening = opening;
    }

    @Override
    public @Nullable ByteEntry get(byte[] key, int hash, Use use) {
        ByteEntry found = map.get(key, hash, use);
        if (found != null && use == Use.COUNTED) {
            hits.increment();
        }
        return found;
    }

    @Override
    public boolean has(byte[] key) {
        return map.has(key);
    }

    @Override
    public int put(byte[] key, int hash, byte kind, byte[] payload, long expiresAtMillis, long limitMillis) {
        return map.put(key, hash, kind, payload, expiresAtMillis, limitMillis);
    }

    @Override
    public void copyIn(byte[] key, int hash, ByteEntry entry) {
        map.copyIn(key, hash, entry);
        copiesIn.increment();
    }

    @Override
    public boolean isInherited(byte[] key, int version) {
        return map.isInherited(key, version);
    }

    @Override
    public boolean remove(byte[] key, int hash, int version) {
        return map.remove(key, hash, version);
    }

    @Override
    public void displace(byte[] key) {
        map.displace(key);
    }

    @Override
    public long touch(byte[] key, int hash, int version, long seenMillis, long expiresAtMillis) {
        return map.touch(key, hash, version, seenMillis, expiresAtMillis);
    }

    @Override
    public @Nullable ByteVictim evict(VictimGate gate) {
        return counted(map.evict(gate));
    }

    private @Nullable ByteVictim counted(@Nullable ByteVictim victim) {
        if (victim != null) {
            victims.increment();
        }
        return victim;
    }

    @Override
    public @Nullable Evictions evictSome(long nowMillis) {
        Evictions left = map.evictSome(nowMillis);
        if (left != null) {
            victims.add(left.evicted() + left.expired());
        }
        return left;
    }

    @Override
    public @Nullable ByteVictim takeExpired(int hash, Predicate<? super ByteVictim> isOf) {
        return counted(map.takeExpired(hash, isOf));
    }

    @Override
    public void clear() {
        map.clear();
    }

    @Override
    public long size() {
        return map.size();
    }

    @Override
    public long bytes() {
        return map.bytes();
    }

    @Override
    public long capacityBytes() {
        return map.capacityBytes();
    }

    @Override
    public int largestEntryBytes() {
        return map.largestEntryBytes();
    }

    @Override
    public int largestKeyBytes() {
        return map.largestKeyBytes();
    }

    @Override
    public long scan(long cursor, List<? super ByteVictim> into) {
        return map.scan(cursor, into);
    }

    @Override
    public void dropOrphans() {
        map.dropOrphans();
    }

    @Override
    public void close() {
        map.close();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TierOpening opening() {
        return opening;
    }

    @Override
    public long entries() {
        return map.size();
    }

    @Override
    public long weight() {
        return map.bytes();
    }

    @Override
    public long capacity() {
        return map.capacityBytes();
    }

    @Override
    public long hits() {
        return hits.sum();
    }

    @Override
    public long promotions() {
        return copiesIn.sum();
    }

    /** Where entries come up to this tier, what leaves it is in the tier below still. */
    @Override
    public long demotions() {
        return copiesIn.sum() == 0 ? 0 : victims.sum();
    }

    @Override
    public long evictions() {
        return copiesIn.sum() == 0 ? victims.sum() : 0;
    }
}
