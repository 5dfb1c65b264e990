package io.tiercel.offheap.chronicle;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What part of the entries may be new ones, and which of them stay: the {@link WindowRule} that would have had most hits of
 * late. That is tried out, by a {@link GhostCache} for each of some rules, with a sample of the keys: one in so many that
 * there are about a thousand, whatever the size of the map. They take 170 KiB, less for a map of few entries. Old hits fade,
 * and the rule changes only for one that is clearly better; of several that are equally good, for the one most like it.
 *
 * <p>The same sample tells when frequencies are to fade: by all uses, as none of the segments sees them.
 *
 * <p>Thread-safe. A use that is not in the sample costs a comparison; one that is, and meets another one, is not counted.
 */
final class WindowBalance {

    /**
     * Few new ones are for popularity that lasts, and for loops, with a lead; many are for recency. Each is next to those
     * that are most like it. Where nearly all are new, there is hardly a settled one to meet.
     */
    private static final WindowRule[] RULES = {
        new WindowRule(0.02, /* lead= */ 1),
        new WindowRule(0.02, /* lead= */ 0),
        new WindowRule(0.1, /* lead= */ 0),
        new WindowRule(0.25, /* lead= */ 0),
        new WindowRule(0.5, /* lead= */ 1),
        new WindowRule(0.75, /* lead= */ 1),
        new WindowRule(0.99, /* lead= */ 0)
    };

    private static final int FIRST = 4;

    private static final int MOST_SAMPLED = 1024;
    private static final int LEAST_SAMPLED = 16;

    /** No more than one key in so many is in the sample: a use of one takes as long as a get. */
    private static final int LEAST_KEYS_PER_SAMPLED = 8;

    /** Hits fade to half while so many times as many keys are asked for as there are entries. */
    private static final int HALF_LIFE_USES_PER_ENTRY = 10;

    /** Frequencies are halved by so many uses (Einziger, Friedman and Manes, "TinyLFU", 2017). */
    private static final int FADING_USES_PER_ENTRY = 10;

    private static final int DECISIONS_PER_TURNOVER = 4;

    /** So much more hits a rule must have had than the present one, in parts of all uses. */
    private static final double CLEARLY_BETTER = 0.002;

    private static final double MEAN_OF_SEGMENTS = 16;

    private final LongSupplier entries;
    private final int segments;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final GhostCache[] ghosts = new GhostCache[RULES.length];
    private final GhostFrequencies frequencies;
    private final double[] hits = new double[RULES.length];
    private double uses;
    private int chosen = FIRST;
    private boolean started;

    /** How many keys of the sample there are for an entry: not what was asked for, for some keys weigh more than others. */
    private double sampledPerEntry;

    private int undecided;
    private int unfaded;

    /** A key whose hash has one of these bits is not in the sample. */
    private volatile int leftOutMask = LEAST_KEYS_PER_SAMPLED - 1;

    private volatile WindowRule rule = RULES[FIRST];
    private volatile int fadings;

    /** About how many entries a full segment has, 0 before one was. Of several who write one stays. */
    private double fullEntries;

    /** @param entries how many there are in all segments; asked once */
    WindowBalance(SegmentShape shape, LongSupplier entries) {
        this.entries = entries;
        this.segments = shape.segments;
        long sampled = (long) segments * shape.mostEntries / LEAST_KEYS_PER_SAMPLED;
        this.most = (int) Math.max(LEAST_SAMPLED, Math.min(MOST_SAMPLED, sampled));
        this.frequencies = new GhostFrequencies(most);
        for (int i = 0; i < ghosts.length; i++) {
            ghosts[i] = new GhostCache(RULES[i], most + 1);
        }
    }

    /** Returns what goes now. */
    WindowRule rule() {
        return rule;
    }

    /** Returns how often frequencies were to be halved by now. */
    int fadings() {
        return fadings;
    }

    /** Takes note that a segment is full, and how many entries it has. */
    void full(int entries) {
        fullEntries += (entries - fullEntries) / (fullEntries == 0 ? 1 : MEAN_OF_SEGMENTS);
    }

    /** Takes note that an entry was used, or comes since it was missed. */
    void used(long keyHash) {
        if (isSampled(keyHash) && lock.tryLock()) {
            try {
                usedInSample(keyHash);
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean isSampled(long keyHash) {
        return ((int) (keyHash >>> Integer.SIZE) & leftOutMask) == 0;
    }

    private void usedInSample(long keyHash) {
        if (!started && fullEntries > 0) {
            start();
        }
        frequencies.count(keyHash);
        fadeFrequencies();
        if (started) {
            tryOut(keyHash);
        } else {
            ghosts[0].use(keyHash, frequencies);
        }
        while (ghosts[0].size() > most) {
            sampleFewer();
        }
    }

    private void start() {
        started = true;
        sampledPerEntry = (double) ghosts[0].size() / Math.max(1, entries.getAsLong());
        for (int i = 1; i < ghosts.length; i++) {
            ghosts[i].copy(ghosts[0]);
        }
        followSize();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // with the lock held
    private void fadeFrequencies() {
        if (++unfaded >= FADING_USES_PER_ENTRY * Math.max(LEAST_SAMPLED, ghosts[0].size())) {
            unfaded = 0;
            frequencies.halve();
            fadings = fadings + 1;
        }
    }

    private void tryOut(long keyHash) {
        for (int i = 0; i < ghosts.length; i++) {
            if (ghosts[i].use(keyHash, frequencies)) {
                hits[i]++;
            }
        }
        uses++;
        if (++undecided * DECISIONS_PER_TURNOVER >= ghosts[0].size()) {
            decide();
            fadeHits();
            undecided = 0;
            followSize();
        }
    }

    private void decide() {
        int best = chosen;
        for (int i = 0; i < hits.length; i++) {
            if (hits[i] > hits[best] || (hits[i] == hits[best] && Math.abs(i - chosen) < Math.abs(best - chosen))) {
                best = i;
            }
        }
        if (hits[best] - hits[chosen] > CLEARLY_BETTER * uses) {
            chosen = best;
            rule = RULES[best];
        }
    }

    private void fadeHits() {
        double left = Math.pow(0.5, (double) undecided / HALF_LIFE_USES_PER_ENTRY / ghosts[0].size());
        uses *= left;
        for (int i = 0; i < hits.length; i++) {
            hits[i] *= left;
        }
    }

    /** Gives the ghosts as many keys as entries of the sample have room for: that changes with what they take. */
    private void followSize() {
        double limit = fullEntries * segments * sampledPerEntry;
        while (limit > most) {
            sampleFewer();
            limit = fullEntries * segments * sampledPerEntry;
        }
        for (GhostCache ghost : ghosts) {
            ghost.limit(Math.max(LEAST_SAMPLED, (int) limit));
        }
    }

    private void sampleFewer() {
        leftOutMask = leftOutMask * 2 + 1;
        sampledPerEntry /= 2;
        for (GhostCache ghost : ghosts) {
            ghost.retain(this::isSampled);
        }
    }
}
