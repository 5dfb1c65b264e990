package io.tiercel.write.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

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

    /** The appends after one and up to another, whose force failed. */
    private record Failed(long after, long upTo, IOException cause) {}

    private final Supplier<Target> target;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Failed> failures = new ArrayList<>();
    private int waiting;
    private boolean underWay;

    /** Up to which append all was forced, or failed. */
    private long settled;

    /** @param target tells what the last append was */
    GroupForce(Supplier<Target> target) {
        this.target = target;
    }

    /** Waits for an append of the calling thread. */
    void await(long ticket) throws IOException {
        lock.lock();
        waiting++;
        try {
            while (settled < ticket) {
                if (underWay) {
                    changed.awaitUninterruptibly();
                } else {
                    lead();
                }
            }
            throwIfFailed(ticket);
        } finally {
            if (--waiting == 0) {
                failures.clear();
            }
            lock.unlock();
        }
    }

    private void lead() {
        Target all = target.get();
        underWay = true;
        lock.unlock();
        IOException thrown = null;
        try {
            all.segment.force();
        } catch (IOException e) {
            thrown = e;
        } finally {
            lock.lock();
            underWay = false;
            changed.signalAll();
        }
        if (thrown != null) {
            all.segment.setBroken();
            failures.add(new Failed(settled, all.ticket, thrown));
        }
        settled = Math.max(settled, all.ticket);
    }

    private void throwIfFailed(long ticket) throws IOException {
        for (Failed failed : failures) {
            if (failed.after < ticket && ticket <= failed.upTo) {
                throw new IOException(failed.cause.getMessage(), failed.cause);
            }
        }
    }
}
