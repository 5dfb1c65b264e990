package io.tiercel.write.log;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the disk has what was appended, with one wait for all who came while the last one was under way. If the
 * disk fails, all who took part fail: what it has of theirs is not known, and asking again would not tell. Thread-safe.
 */
final class GroupForce {

    /**
     * What is to be forced.
     *
     * @param segment the segment that is being written; those before it have been forced
     * @param ticket the number of the last append
     */
    record Target(Segment segment, long ticket) {}

    private final Supplier<Target> target;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean underWay;

    /** Up to which append all was forced, or failed. */
    private long settled;

    /**
     * Up to which append some failed, and why. It is kept, for whoever appended may come to wait at any time after: one of the
     * appends before that the disk does have fails with them if its thread is that late.
     */
    private long failed;

    private @Nullable IOException failure;

    /** @param target tells what the last append was; it may wait for a lock under which {@link #failed} is called */
    GroupForce(Supplier<Target> target) {
        this.target = target;
    }

    /** Waits for an append of the calling thread. */
    void await(long ticket) throws IOException {
        lock.lock();
        try {
            while (settled < ticket) {
                if (underWay) {
                    changed.awaitUninterruptibly();
                } else {
                    lead();
                }
            }
            if (failure != null && ticket <= failed) {
                throw new IOException(failure.getMessage(), failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Says that it will never be known whether the disk has the appends up to one, but for those that are settled. */
    void failed(long ticket, IOException cause) {
        lock.lock();
        try {
            if (settled < ticket) {
                settled = ticket;
                failed = ticket;
                failure = cause;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void lead() {
        underWay = true;
        lock.unlock();
        long forced = 0;
        try {
            forced = force();
        } finally {
            lock.lock();
            underWay = false;
            settled = Math.max(settled, forced);
            changed.signalAll();
        }
    }

    /** Returns up to which append all is on the disk; if it fails, they have failed, and those that came in between. */
    private long force() {
        Target all = target.get();
        try {
            all.segment.force();
            return all.ticket;
        } catch (IOException e) {
            all.segment.setBroken(); // so that nothing is appended to it after the next look
            failed(target.get().ticket, e);
            return 0;
        }
    }
}
