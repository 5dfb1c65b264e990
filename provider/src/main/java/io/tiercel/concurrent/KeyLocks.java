package io.tiercel.concurrent;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The locks of a cache's keys, in two strengths.
 *
 * <p>A <em>section</em> is short and runs no code of the user: the stripe of the key is locked while it lasts. A
 * <em>hold</em> may last for as long as a writer or an entry processor takes: the stripe is locked only to set the hold
 * up and to end it, so other keys go on meanwhile, and every change of the store is made in a section, whether there is
 * a hold or not. Sections and holds of the same key exclude each other, those of one thread excepted.
 *
 * <p>Keys are told apart by their whole spread hash, so that the code of a user's {@code equals} does not run here but
 * to tell a call back on the same key; two keys with one hash merely wait for each other. Holds of several keys are
 * taken in the order of their hashes. What that order does not cover (a processor that calls back for another key) is
 * covered by the {@link WaitGraph}: a wait that could not end is refused with a {@link CacheException}.
 *
 * <p>Thread-safe; takes constant time; a hold allocates one object of 32 bytes. No {@code synchronized}, so a virtual
 * thread that waits gives up its carrier. Who comes across a section or a hold looks again for some microseconds before it
 * sleeps: most last for less than that.
 */
public final class KeyLocks {

    static final int STRIPES = 128;

    private final Stripe[] stripes = new Stripe[STRIPES];

    public KeyLocks() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /**
     * Starts a section of the key, waiting for another thread's hold to end. End it with {@link Stripe#exit()}.
     *
     * @throws CacheException if the calling thread holds the key, or if waiting for it would never end
     */
    public Stripe enter(Object key, int hash) {
        Stripe stripe = stripe(hash);
        stripe.lock();
        if (stripe.holds != null) {
            stripe.waitUntilFree(key, hash);
        }
        return stripe;
    }

    /** Starts a section of the key, or returns null if a thread holds it. End it with {@link Stripe#exit()}. */
    public @Nullable Stripe enterUnheld(int hash) {
        Stripe stripe = stripe(hash);
        stripe.lock();
        if (stripe.find(hash) != null) {
            stripe.exit();
            return null;
        }
        return stripe;
    }

    /**
     * Starts a section of the key, or returns null if a thread holds it or is in a section next to it; does not wait. End it
     * with {@link Stripe#exit()}.
     */
    public @Nullable Stripe tryEnter(int hash) {
        Stripe stripe = stripe(hash);
        if (!stripe.tryLock()) {
            return null;
        }
        if (stripe.find(hash) != null) {
            stripe.exit();
            return null;
        }
        return stripe;
    }

    /**
     * Holds the key like {@link #hold}, and is in a section of it, as after {@link #enterHeld}. End the section with {@link
     * #exit}.
     *
     * @throws CacheException if the calling thread holds the key already, or if waiting for it would never end
     */
    public Hold enterHolding(Object key, int hash) {
        Stripe stripe = enter(key, hash);
        boolean held = false;
        try {
            Hold hold = stripe.add(key, hash);
            held = true;
            return hold;
        } finally {
            if (!held) {
                stripe.exit();
            }
        }
    }

    /** Ends a section of a key that the calling thread holds. */
    public void exit(Hold hold) {
        stripe(hold.hash).exit();
    }

    /** Starts a section of a key that the calling thread holds. End it with {@link Stripe#exit()}. */
    public Stripe enterHeld(Hold hold) {
        Stripe stripe = stripe(hold.hash);
        stripe.lock();
        return stripe;
    }

    /**
     * Holds the key until {@link #release(Hold)}, waiting for another thread's hold to end.
     *
     * @throws CacheException if the calling thread holds the key already, or if waiting for it would never end
     */
    public Hold hold(Object key, int hash) {
        Stripe stripe = enter(key, hash);
        try {
            return stripe.add(key, hash);
        } finally {
            stripe.exit();
        }
    }

    /** Holds the key if no other thread does and none is in a section next to it; returns null otherwise, at once. */
    public @Nullable Hold tryHold(Object key, int hash) {
        Stripe stripe = stripe(hash);
        if (!stripe.tryLock()) {
            return null;
        }
        try {
            return stripe.find(hash) == null ? stripe.add(key, hash) : null;
        } finally {
            stripe.exit();
        }
    }

    /** Ends a hold like {@link #release}, in a section of the key, which goes on. */
    public void releaseHere(Hold hold) {
        stripe(hold.hash).end(hold);
    }

    /** Ends a hold and wakes those who wait for it. */
    public void release(Hold hold) {
        Stripe stripe = enterHeld(hold);
        try {
            stripe.end(hold);
        } finally {
            stripe.exit();
        }
    }

    /**
     * Runs an action in a section of all keys at once. Waits for sections only, never for holds. The action must be short
     * and run no code of the user.
     */
    public void withAllKeys(Runnable action) {
        int locked = 0;
        try {
            while (locked < STRIPES) {
                stripes[locked].lock();
                locked++;
            }
            action.run();
        } finally {
            while (locked > 0) {
                stripes[--locked].exit();
            }
        }
    }

    /**
     * Marks the holds that there are as {@link Hold#overtaken()}: what they decide counts as having come before. Call
     * inside {@link #withAllKeys}.
     */
    public void overtakeHolds() {
        for (Stripe stripe : stripes) {
            stripe.overtakeHolds();
        }
    }

    private Stripe stripe(int hash) {
        return stripes[hash & (STRIPES - 1)];
    }

    /** A thread's claim to a key for as long as code of the user runs. */
    public static final class Hold implements Waitable {
        private final Object key;
        private final int hash;
        private final Thread owner = Thread.currentThread();
        private @Nullable Hold next;
        private boolean overtaken;
        private volatile boolean done;

        private Hold(Object key, int hash, @Nullable Hold next) {
            this.key = key;
            this.hash = hash;
            this.next = next;
        }

        /** Returns whether the whole cache was cleared since the holder last looked. Call in a section of the key. */
        public boolean overtaken() {
            return overtaken;
        }

        /**
         * Notes that the holder looks at the entry of the key now: what it decides from here on comes after the clears
         * that there were. Call in a section of the key.
         */
        public void look() {
            overtaken = false;
        }

        @Override
        public @Nullable Thread holder() {
            return done ? null : owner;
        }

        @Override
        public boolean isDone() {
            return done;
        }
    }

    /** The keys that share a lock. */
    @SuppressWarnings("serial") // nobody writes one to a stream
    public static final class Stripe extends SectionLock {
        private @Nullable Hold holds;

        private Stripe() {}

        /** Ends a section. */
        public void exit() {
            unlock();
        }

        private void waitUntilFree(Object key, int hash) {
            lookWhetherFree(hash);
            boolean free = false;
            try {
                Hold hold = find(hash);
                while (hold != null && hold.owner != Thread.currentThread()) {
                    await(hold);
                    hold = find(hash);
                }
                refuseCallBack(key, hash);
                free = true;
            } finally {
                if (!free) {
                    unlock();
                }
            }
        }

        /** Most entry processors take less time than it takes to sleep and to be woken. */
        private void lookWhetherFree(int hash) {
            Hold hold = find(hash);
            if (hold != null && hold.owner != Thread.currentThread()) {
                unlock();
                lookUntil(hold::isDone);
                lock();
            }
        }

        private void await(Hold hold) {
            if (!WaitGraph.enter(hold)) {
                throw new CacheException("Deadlock: this thread would wait for the key " + hold.key
                        + ", whose thread (" + hold.owner.getName() + ") waits for this one. Entry processors, writers"
                        + " and loaders should not write to keys that others call back for.");
            }
            try {
                awaitSignal();
            } finally {
                WaitGraph.leave(hold);
            }
        }

        private void refuseCallBack(Object key, int hash) {
            for (Hold hold = holds; hold != null; hold = hold.next) {
                if (hold.hash == hash && hold.key.equals(key)) {
                    throw new CacheException("The key " + key + " is written by the code that is called back for it: an"
                            + " entry processor, writer or expiry policy must not write the key that it works on.");
                }
            }
        }

        private @Nullable Hold find(int hash) {
            Hold hold = holds;
            while (hold != null && hold.hash != hash) {
                hold = hold.next;
            }
            return hold;
        }

        private Hold add(Object key, int hash) {
            holds = new Hold(key, hash, holds);
            return holds;
        }

        private void end(Hold ended) {
            ended.done = true;
            if (holds == ended) {
                holds = ended.next;
            } else {
                Hold hold = holds;
                while (hold != null && hold.next != ended) {
                    hold = hold.next;
                }
                if (hold != null) {
                    hold.next = ended.next;
                }
            }
            signalAll();
        }

        private void overtakeHolds() {
            for (Hold hold = holds; hold != null; hold = hold.next) {
                hold.overtaken = true;
            }
        }
    }
}
