package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.offheap.map.VictimGate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Expired entries of one cache that had to leave before it was asked, with their contents, until it is told of each: when
 * it evicts, or when it is about to put another entry of the key. An entry is here before it is no longer found in its
 * segment, so who finds none there finds it here.
 *
 * <p>Thread-safe. Has room for some bytes, and takes in no more beyond them.
 */
final class ExpiredVictims {

    private static final long MOST_BYTES = 1 << 20;
    private static final long VICTIM_BYTES = 128;

    private final ConcurrentHashMap<Integer, List<Untold>> byHash = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Untold> inOrder = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    /** An entry that the cache was not told of yet. Without its content until that is put together. */
    static final class Untold {
        private final ByteVictim victim;
        private final long bytes;

        /** Null until the content is put together. */
        private volatile @Nullable ByteVictim whole;

        private Untold(ByteVictim victim, long bytes, boolean complete) {
            this.victim = victim;
            this.bytes = bytes;
            this.whole = complete ? victim : null;
        }

        /** Returns what is known of it, with what its segment had of its content. */
        ByteVictim victim() {
            return victim;
        }
    }

    boolean hasRoom() {
        return bytes.get() < MOST_BYTES;
    }

    /**
     * Takes an entry in.
     *
     * @param victim with its content, if that is all in one place
     * @param contentBytes of the content
     * @return null if there is no room for it
     */
    @Nullable
    Untold add(ByteVictim victim, long contentBytes, boolean complete) {
        if (!hasRoom()) {
            return null;
        }
        Untold untold = new Untold(victim, VICTIM_BYTES + victim.key().length + contentBytes, complete);
        bytes.addAndGet(untold.bytes);
        byHash.merge(victim.hash(), List.of(untold), ExpiredVictims::joined);
        inOrder.add(untold);
        return untold;
    }

    private static List<Untold> joined(List<Untold> some, List<Untold> more) {
        List<Untold> joined = new ArrayList<>(some);
        joined.addAll(more);
        return joined;
    }

    /**
     * Says what the content of an entry was, null if it is lost.
     *
     * @return false if that is lost, so that the cache is not told of the entry here
     */
    boolean complete(Untold untold, @Nullable ByteEntry content) {
        ByteVictim victim = untold.victim;
        if (content == null) {
            return !remove(untold);
        }
        untold.whole = new ByteVictim(victim.key(), victim.hash(), victim.expiresAtMillis(), content);
        return true;
    }

    /**
     * Returns an entry of some hash and takes it out; null if there is none. Its content is missing while that is being put
     * together.
     *
     * @param isOf says whether it is the one
     */
    @Nullable
    ByteVictim take(int hash, Predicate<? super ByteVictim> isOf) {
        if (bytes.get() == 0) {
            return null;
        }
        for (Untold untold : byHash.getOrDefault(hash, List.of())) {
            ByteVictim whole = untold.whole;
            ByteVictim victim = whole != null ? whole : untold.victim.withoutContent();
            if (isOf.test(victim) && remove(untold)) {
                return victim;
            }
        }
        return null;
    }

    /** Returns the first that the gate lets go and takes it out; null if there is none. */
    @Nullable
    ByteVictim poll(VictimGate gate) {
        for (Untold first = inOrder.poll(); first != null; first = inOrder.poll()) {
            if (!isHere(first)) {
                continue;
            }
            ByteVictim victim = first.whole;
            if (victim == null || !gate.admits(victim.hash(), victim.expiresAtMillis())) {
                inOrder.add(first);
                return null;
            }
            if (remove(first)) {
                return gate.wantsContent(victim.hash(), victim.expiresAtMillis()) ? victim : victim.withoutContent();
            }
            gate.withdraw(); // it was told meanwhile, by who put another entry of its key
        }
        return null;
    }

    private boolean isHere(Untold untold) {
        return byHash.getOrDefault(untold.victim.hash(), List.of()).contains(untold);
    }

    private boolean remove(Untold untold) {
        int hash = untold.victim.hash();
        boolean[] removed = new boolean[1];
        byHash.computeIfPresent(hash, (same, some) -> {
            List<Untold> rest = some.stream().filter(other -> other != untold).toList();
            removed[0] = rest.size() < some.size();
            return rest.isEmpty() ? null : rest;
        });
        if (removed[0]) {
            bytes.addAndGet(-untold.bytes);
        }
        return removed[0];
    }
}
