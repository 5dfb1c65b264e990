package io.tiercel.heap;

import io.tiercel.heap.EvictionHistory.Origin;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses who leaves a full cache: by how often and how lately keys are used, from no more than a counter that saturates
 * at {@value HeapEntry#MOST_USES} in each entry.
 *
 * <p>Not thread-safe: every method is called under the store's lock. Readers only raise {@link HeapEntry#uses}, by a
 * plain write. Constant time, amortized: entries are looked at in turn, a look that finds uses consumes them, and no call
 * takes more than a fixed number of looks. Non-resident memory: about eight bytes per entry, none of it before the cache
 * is half full.
 *
 * <h2>Why it is so</h2>
 *
 * <p>A cache that is read without a lock cannot move an entry in a list at each hit, nor tell a sketch or a buffer of it
 * without a write that all readers contend for. So the order of the queues is the order of insertion, and a hit is a bit
 * of state in the entry that is looked at when its turn to leave comes: the clock (Corbató, "A Paging Experiment with the
 * Multics System", 1968). That costs no hits: a queue with lazy promotion and quick demotion equals or beats lists in
 * the order of use (Yang, Qiu, Zhang, Yue and Rashmi, "FIFO can be Better than LRU: the Power of Lazy Promotion and Quick
 * Demotion", 2023; Yang, Zhang, Qiu, Yue and Rashmi, "FIFO Queues are All You Need for Cache Eviction", 2023).
 *
 * <p>New entries join the <em>window</em>. An entry that reaches its tail unused is a candidate for the <em>main</em>
 * part, in which an incumbent would have to leave for it: who was used more often stays, as a sketch of frequencies
 * tells that also knows keys which are not in the cache (Einziger, Friedman and Manes, "TinyLFU: A Highly Efficient Cache
 * Admission Policy", 2017). On a tie the incumbent stays, which holds a part of a loop that is larger than the cache; a
 * lead of one use counts for what it proved to be worth, as {@link AdmissionBalance} tells. The sketch learns of hits when
 * entries are looked at, up to as many as the counter holds.
 *
 * <p>The main part is two queues. The entries in <em>settled</em> were found used; its tail, if unused for a turn, goes
 * on <em>probation</em>, the small cold end from which incumbents are taken; whoever is used there settles again. An
 * incumbent that stays goes to the back of probation, so that candidates meet each of its entries in turn.
 *
 * <p>How large the window should be depends on the workload: a few entries when popularity is steady, nearly all when it
 * moves. {@link QueueBalance} moves the border by what happens near it, as ARC does (Megiddo and Modha, "ARC: A
 * Self-Tuning, Low Overhead Replacement Cache", 2003), but compares like with like: a miss of a key that was refused a
 * short time ago would have been a hit with a somewhat larger window, and a use on probation would have been a miss with
 * a somewhat smaller main part. A key that returns after longer says nothing, for no border would have kept it: so loops
 * do not grow the window. Hits as a whole need not be counted for that, as hill climbing would have it (Einziger,
 * Eytan, Friedman and Manes, "Adaptive Software Cache Management", 2018), and misses are under the lock anyway.
 */
final class EvictionPolicy {

    private static final int MOST_SECOND_CHANCES = 32;
    private static final int MOST_LOOKS = 32;
    private static final int MOST_DEMOTIONS_PER_LOOK = 16;
    private static final int MOST_REFUSALS = 16;
    private static final int MOST_REFUSALS_BY_RANK = 8;
    private static final int MOVES_PER_INSERT = 2;

    private final EntryQueue window = new EntryQueue(1);
    private final EntryQueue probation = new EntryQueue(2);
    private final EntryQueue settled = new EntryQueue(3);
    private final List<EntryQueue> queues = List.of(probation, settled, window);

    private final KeyMemory memory;
    private long capacity;
    private QueueBalance balance;
    private AdmissionBalance admission = new AdmissionBalance();
    private @Nullable HeapEntry newest;
    private boolean closely;

    /** @param capacity the most weight that is wanted, at least 1 */
    EvictionPolicy(long capacity) {
        this(capacity, new KeyMemory());
    }

    /** @param memory what it is to know of keys, also of those that left; empty */
    EvictionPolicy(long capacity, KeyMemory memory) {
        this.capacity = requirePositive(capacity);
        this.memory = memory;
        this.balance = new QueueBalance(capacity);
    }

    /** Takes in an entry with a new key. */
    void inserted(HeapEntry entry) {
        entry.uses = 0;
        learn(memory.missed(entry.hash()));
        window.add(entry);
        newest = entry;
        if (weight() >= capacity / 2) {
            FrequencySketch frequencies = memory.frequencies(size());
            if (frequencies != null) {
                frequencies.add(entry.hash(), 1);
            }
        }
        fillMain();
    }

    /** Takes in an entry that replaces one with the same key, in its place; that is a use. */
    void replaced(HeapEntry old, HeapEntry fresh) {
        fresh.uses = old.uses;
        fresh.use();
        queueOf(old).replace(old, fresh);
        newest = fresh;
    }

    /** Forgets an entry that left for another reason than eviction. */
    void removed(HeapEntry entry) {
        leave(entry);
    }

    /**
     * Takes out the entry that leaves next, and remembers its key. That is never the entry that came last, new or in the place
     * of another, unless there is no other, or it alone is heavier than the capacity.
     *
     * @param gate whether an entry may leave now; one that may not stays, and another is offered
     * @return the entry, or null if there is none or if none of those offered may leave
     */
    @Nullable
    HeapEntry evict(Predicate<? super HeapEntry> gate) {
        for (int i = 0; i < MOST_REFUSALS; i++) {
            closely = false;
            HeapEntry victim = i < MOST_REFUSALS_BY_RANK ? chooseVictim() : incumbentFirst();
            if (victim == null) {
                return null;
            }
            if (gate.test(victim)) {
                Origin origin = Origin.of(victim.queue != window.id(), closely);
                harvest(victim);
                leave(victim);
                memory.evicted(victim.hash(), origin, size());
                return victim;
            }
            queueOf(victim).moveToHead(victim);
        }
        return null;
    }

    /** Returns the weight of all entries. */
    long weight() {
        return window.weight() + probation.weight() + settled.weight();
    }

    /** Returns the number of entries. */
    long size() {
        return window.size() + probation.size() + settled.size();
    }

    /** Changes the capacity. Evicts nothing: the caller does, until the weight fits. */
    void capacity(long newCapacity) {
        balance = balance.withCapacity(requirePositive(newCapacity));
        if (newCapacity < capacity) {
            memory.clear();
        }
        capacity = newCapacity;
    }

    /** Forgets all entries, and all that it learnt. */
    void clear() {
        for (EntryQueue queue : queues) {
            queue.clear();
        }
        balance = new QueueBalance(capacity);
        admission = new AdmissionBalance();
        memory.clear();
        newest = null;
    }

    /** Returns the queues, in no order that matters. */
    List<EntryQueue> queues() {
        return queues;
    }

    /** Returns how many entries its memory of keys is made for. */
    long rememberedEntries() {
        return memory.entries();
    }

    /** Chooses from the main part, for those of the window may not leave. */
    private @Nullable HeapEntry incumbentFirst() {
        HeapEntry incumbent = incumbent();
        return incumbent != null ? incumbent : chooseVictim();
    }

    private @Nullable HeapEntry chooseVictim() {
        if (newest != null && newest.weight() > capacity) {
            return newest;
        }
        HeapEntry candidate = candidate();
        HeapEntry incumbent = incumbent();
        if (candidate == null) {
            return incumbent != null ? incumbent : oldest();
        }
        if (incumbent == null) {
            return candidate;
        }
        FrequencySketch frequencies = memory.frequencies(size());
        boolean admitted = frequencies != null
                && admission.admits(frequencies.frequency(candidate.hash()), frequencies.frequency(incumbent.hash()));
        closely = frequencies != null && admission.wasClose();
        if (admitted) {
            move(candidate, probation);
            return incumbent;
        }
        probation.moveToHead(incumbent);
        return candidate;
    }

    /** Returns the entry of the window that leaves it next, or null if the window is not too large. */
    private @Nullable HeapEntry candidate() {
        for (int chance = 0; chance <= MOST_SECOND_CHANCES; chance++) {
            HeapEntry oldest = window.tail();
            if (oldest == null || (!isWindowFull() && !isMainEmpty())) {
                return null;
            }
            if (oldest == newest) {
                if (window.size() == 1) {
                    return null;
                }
                window.moveToHead(oldest);
            } else if (harvest(oldest) > 0 && chance < MOST_SECOND_CHANCES) {
                window.moveToHead(oldest);
            } else if (hasMainRoomFor(oldest)) {
                move(oldest, probation);
            } else {
                return oldest;
            }
        }
        return null;
    }

    /** Returns the entry of the main part that leaves it next, or null if all that were looked at are in use. */
    private @Nullable HeapEntry incumbent() {
        for (int look = 0; look < MOST_LOOKS; look++) {
            demote();
            HeapEntry oldest = probation.tail();
            if (oldest == null) {
                return null;
            }
            if (harvest(oldest) > 0) {
                balance.usedOnProbation(entryWeight());
            } else if (oldest != newest) {
                return oldest;
            }
            move(oldest, settled);
        }
        return null;
    }

    private void demote() {
        for (int i = 0; i < MOST_DEMOTIONS_PER_LOOK; i++) {
            HeapEntry oldest = settled.tail();
            if (oldest == null || probation.weight() >= balance.probationWeight()) {
                return;
            }
            if (harvest(oldest) > 0) {
                settled.moveToHead(oldest);
            } else {
                move(oldest, probation);
            }
        }
    }

    /** Returns the oldest entry of the first queue that has one, but the newest entry only if there is no other. */
    private @Nullable HeapEntry oldest() {
        for (EntryQueue queue : queues) {
            HeapEntry oldest = queue.tail();
            if (oldest != null && oldest == newest) {
                oldest = oldest.previous;
            }
            if (oldest != null) {
                return oldest;
            }
        }
        return newest;
    }

    /** Fills the main part while the cache fills, a little at each insertion, so that no eviction has it all to do. */
    private void fillMain() {
        for (int i = 0; i < MOVES_PER_INSERT; i++) {
            HeapEntry oldest = window.tail();
            if (oldest == null || oldest == newest || !isWindowFull() || !hasMainRoomFor(oldest)) {
                return;
            }
            if (harvest(oldest) > 0) {
                window.moveToHead(oldest);
            } else {
                move(oldest, probation);
            }
        }
    }

    private void learn(Origin origin) {
        switch (origin) {
            case WINDOW -> balance.missedRefused(entryWeight());
            case CLOSE_CANDIDATE -> {
                balance.missedRefused(entryWeight());
                admission.missedCandidate();
            }
            case MAIN -> balance.missedEvicted(entryWeight());
            case CLOSE_INCUMBENT -> {
                balance.missedEvicted(entryWeight());
                admission.missedIncumbent();
            }
            case NONE -> {}
        }
    }

    private int harvest(HeapEntry entry) {
        int uses = entry.uses;
        if (uses > 0) {
            entry.uses = 0;
            memory.used(entry.hash(), uses);
        }
        return uses;
    }

    private boolean isWindowFull() {
        return window.weight() > balance.windowWeight();
    }

    private boolean isMainEmpty() {
        return probation.size() + settled.size() == 0;
    }

    private boolean hasMainRoomFor(HeapEntry entry) {
        return probation.weight() + settled.weight() + entry.weight() <= balance.mainWeight();
    }

    private double entryWeight() {
        return (double) weight() / Math.max(1, size());
    }

    private void move(HeapEntry entry, EntryQueue to) {
        queueOf(entry).remove(entry);
        to.add(entry);
    }

    private void leave(HeapEntry entry) {
        queueOf(entry).remove(entry);
        if (newest == entry) {
            newest = null;
        }
    }

    private EntryQueue queueOf(HeapEntry entry) {
        return switch (entry.queue) {
            case 1 -> window;
            case 2 -> probation;
            case 3 -> settled;
            default -> throw new IllegalStateException("queue=" + entry.queue);
        };
    }

    private static long requirePositive(long capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity=" + capacity + ", must be at least 1");
        }
        return capacity;
    }
}
