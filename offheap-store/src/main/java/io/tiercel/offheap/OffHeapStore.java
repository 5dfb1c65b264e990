package io.tiercel.offheap;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.serialize.SerializationException;
import io.tiercel.store.Copies;
import io.tiercel.store.DetachedEntry;
import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Evictions;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import io.tiercel.tier.LowerStore;
import io.tiercel.tier.TierFigures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache in a map of bytes, in memory or in a file. A key of a canonical class is known by its bytes, any
 * other by its hash and {@code equals}, see {@link HashedKeys}.
 *
 * <p>What an earlier process put and cannot be decoded any more is absent, see {@link InheritedEntries}; what this one put
 * and cannot be decoded is an error.
 *
 * <p>Thread-safe, as {@link LowerStore} says. A read makes one look-up and decodes one value; a put encodes one. Nothing
 * of the map's memory is handed out.
 */
final class OffHeapStore implements LowerStore {

    private final ByteMap map;
    private final AttachedCopies copies;
    private final KeyForm keys;
    private final EntryForm form;
    private final CacheMap tiers;
    private final @Nullable InheritedEntries inherited;
    private volatile boolean destroyed;

    /** @param inherited what reads the entries of earlier processes, null if there are none */
    OffHeapStore(
            CacheMap tiers, AttachedCopies copies, KeyForm keys, EntryForm form, @Nullable InheritedEntries inherited) {
        this.map = tiers.map();
        this.tiers = tiers;
        this.copies = copies;
        this.keys = keys;
        this.form = form;
        this.inherited = inherited;
    }

    @Override
    public void attach(Copies above) {
        copies.attach(above);
    }

    @Override
    public @Nullable Entry get(Object key, int hash) {
        return read(key, hash, Use.COUNTED);
    }

    @Override
    public @Nullable Entry peek(Object key, int hash) {
        return read(key, hash, Use.UNCOUNTED);
    }

    private @Nullable Entry read(Object key, int hash, Use use) {
        byte[] bytes = keys.canonical(key);
        if (bytes != null) {
            ByteEntry found = map.get(bytes, hash, use);
            if (found == null) {
                return null;
            }
            return use == Use.COUNTED && inherited != null && inherited.has(bytes, found)
                    ? inherited.read(key, hash, bytes, found)
                    : read(key, hash, found, found.payload(), use);
        }
        Place place = keys.hashed().find(key, hash, use);
        return place == null || place.found() == null
                ? null
                : read(key, hash, place.found(), HashedKeys.valueIn(place.found()), use);
    }

    /** A look is taken with the key locked, so it does not run the serializer. */
    private Entry read(Object key, int hash, ByteEntry found, byte[] value, Use use) {
        return use == Use.COUNTED ? form.entry(key, hash, found, value) : form.undecoded(key, hash, found, value);
    }

    @Override
    public boolean has(Object key, int hash) {
        byte[] mapKey = keys.mapKeyOf(key, hash);
        return mapKey != null && map.has(mapKey);
    }

    @Override
    public void vet(Object key, int hash) {
        if (inherited != null) {
            byte[] bytes = keys.canonical(key);
            if (bytes != null) {
                inherited.vet(key, hash, bytes);
            }
        }
    }

    @Override
    public Object prepare(Object value) {
        return form.encoded(value);
    }

    @Override
    public Entry put(Object key, int hash, Object value, Lifetime lifetime, long weight) {
        EncodedValue encoded = value instanceof EncodedValue prepared ? prepared : form.encoded(value);
        form.restamp(encoded);
        byte[] bytes = encoded.bytes();
        Place place = keys.placeFor(key, hash);
        byte[] payload = place.encoded() == null ? bytes : HashedKeys.payload(place.encoded(), bytes);
        long expiresAtMillis = form.deadline().toMap(lifetime.expiresAtMillis());
        if (place.displaces() && place.key().length + payload.length <= map.largestEntryBytes()) {
            map.displace(place.key());
        }
        int version = map.put(place.key(), hash, encoded.kind(), payload, expiresAtMillis, lifetime.limitMillis());
        return new DetachedEntry(key, hash, encoded.stored(), lifetime, version);
    }

    @Override
    public boolean remove(Entry entry) {
        return remove(entry.key(), entry.hash(), entry.version());
    }

    @Override
    public boolean remove(Object key, int hash, int version) {
        byte[] mapKey = keys.mapKeyOf(key, hash);
        return mapKey != null && map.remove(mapKey, hash, version);
    }

    @Override
    public boolean touch(Entry entry, long seenMillis, long expiresAtMillis) {
        return seenMillis != Entry.EXPIRED && move(entry, seenMillis, Math.min(expiresAtMillis, entry.limitMillis()));
    }

    @Override
    public boolean expire(Entry entry, long seenMillis) {
        return move(entry, seenMillis, Entry.EXPIRED);
    }

    private boolean move(Entry entry, long seenMillis, long expiresAtMillis) {
        long found = touch(entry.key(), entry.hash(), entry.version(), seenMillis, expiresAtMillis);
        if (found == GONE) {
            return true;
        }
        boolean moved = found == seenMillis;
        ((DetachedEntry) entry).show(moved ? expiresAtMillis : found);
        return moved;
    }

    @Override
    public long touch(Object key, int hash, int version, long seenMillis, long expiresAtMillis) {
        byte[] mapKey = keys.mapKeyOf(key, hash);
        if (mapKey == null) {
            return GONE;
        }
        Deadline deadline = form.deadline();
        long seenInMap = deadline.toMap(seenMillis);
        long found = map.touch(mapKey, hash, version, seenInMap, deadline.toMap(expiresAtMillis));
        if (found == ByteMap.NEVER && seenMillis == Entry.NEVER && found != seenInMap) {
            // an earlier process put it, in which no use moved a deadline
            found = map.touch(mapKey, hash, version, found, deadline.toMap(expiresAtMillis));
        }
        return found == ByteMap.GONE ? GONE : deadline.fromMap(found);
    }

    @Override
    public @Nullable Entry evict(EvictionGate gate) {
        ByteVictim victim =
                map.evict(gate == EvictionGate.OPEN ? VictimGate.OPEN : new GateOfEntries(gate, form.deadline()));
        if (victim == null) {
            return null;
        }
        ByteEntry content = victim.content();
        return content == null
                ? form.untold(DetachedEntry.UNTOLD, victim.hash(), victim.expiresAtMillis())
                : told(victim, content);
    }

    @Override
    public @Nullable Evictions evictSome(long nowMillis) {
        return map.evictSome(nowMillis);
    }

    @Override
    public @Nullable Entry takeExpired(Object key, int hash) {
        ByteVictim victim = map.takeExpired(hash, left -> isOf(key, left));
        if (victim == null) {
            return null;
        }
        ByteEntry content = victim.content();
        return content == null
                ? form.untold(key, hash, victim.expiresAtMillis())
                : form.undecoded(key, hash, content, valueOf(victim, content));
    }

    /** One of the same hash that has no key that could be looked at is taken to be the one. */
    private boolean isOf(Object key, ByteVictim left) {
        try {
            return (HashedKeys.isAddress(left.key()) && left.content() == null)
                    || key.equals(keys.keyOf(left.key(), left.content()));
        } catch (SerializationException e) { // bytes that are no key any more are not this one
            return false;
        }
    }

    private static byte[] valueOf(ByteVictim victim, ByteEntry content) {
        return HashedKeys.isAddress(victim.key()) ? HashedKeys.valueIn(content) : content.payload();
    }

    /** The value is decoded when it is handed out: nobody who puts something is to fail for one that leaves. */
    private Entry told(ByteVictim victim, ByteEntry content) {
        try {
            Object key = keys.keyOf(victim.key(), content);
            return form.undecoded(key, victim.hash(), content, valueOf(victim, content));
        } catch (SerializationException e) { // its class has gone: nobody can be told of it
            return form.untold(DetachedEntry.UNTOLD, victim.hash(), victim.expiresAtMillis());
        }
    }

    private record GateOfEntries(EvictionGate gate, Deadline deadline) implements VictimGate {
        @Override
        public boolean admits(int hash, long expiresAtMillis) {
            return gate.admits(hash, deadline.fromMap(expiresAtMillis));
        }

        @Override
        public boolean wantsContent(int hash, long expiresAtMillis) {
            return gate.wantsContent(hash, deadline.fromMap(expiresAtMillis));
        }

        @Override
        public void withdraw() {
            gate.withdraw();
        }

        @Override
        public boolean wantsExpired() {
            return gate.wantsExpired();
        }
    }

    @Override
    public void clear() {
        map.clear();
        keys.hashed().clear();
    }

    @Override
    public long size() {
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
    public long scan(long cursor, List<? super Entry> into) {
        List<ByteVictim> found = new ArrayList<>();
        long next = map.scan(cursor, found);
        for (ByteVictim shown : found) {
            Entry entry = shown(shown);
            if (entry != null) {
                into.add(entry);
            }
        }
        return next;
    }

    @Override
    public void dropOrphans() {
        map.dropOrphans();
    }

    private @Nullable Entry shown(ByteVictim shown) {
        try {
            Object key = keyOf(shown);
            return key == null ? null : form.untold(key, Store.spread(key.hashCode()), shown.expiresAtMillis());
        } catch (SerializationException e) { // its class has gone: nobody can ask for it
            return null;
        }
    }

    private @Nullable Object keyOf(ByteVictim shown) {
        if (!HashedKeys.isAddress(shown.key())) {
            return keys.keyOf(shown.key(), null);
        }
        ByteEntry content = map.get(shown.key(), shown.hash(), Use.UNCOUNTED);
        return content == null ? null : keys.keyOf(shown.key(), content);
    }

    @Override
    public List<TierFigures> figures() {
        return tiers.tiers();
    }

    @Override
    public void destroy() {
        destroyed = true;
    }

    @Override
    public void close() {
        if (destroyed) {
            tiers.remover().run();
        }
        map.close();
    }
}
