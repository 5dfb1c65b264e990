package io.tiercel.heap;

/**
 * Decides whether a candidate takes the place of an incumbent: who was used more often, and where that is close, whose
 * return was to be expected more.
 *
 * <p>A candidate that was used two times more often than the incumbent is admitted, one that was not used more often is
 * refused. Between the two, a lead of one use, the frequencies say little: in a loop the candidate leads just because its
 * turn in this round came earlier, and the incumbent's is the next; where popularity moves, one use may be all that tells
 * the new from the old. So the losers of such close contests are watched. An incumbent that lost and is missed soon after
 * lowers the share of the candidates that win, a candidate that lost and is missed soon after raises it, each in inverse
 * proportion to how often its kind loses: what is compared is how many of either kind return, and not how many there are.
 *
 * <p>Not thread-safe: used under the store's lock. Constant time and size.
 */
final class AdmissionBalance {

    private static final double FIRST_SHARE = 0.5;

    /** Neither 0 nor 1, or one kind would never lose any more, and nothing be learnt of it. */
    private static final double LEAST_SHARE = 0.01;

    private static final double MOST_SHARE = 0.95;

    private static final double STEP = 0.005;

    /** More than one, so that the incumbent stays if both return alike, as in a loop. */
    private static final double EVICTED_TOO_SOON_STEPS = 1.5;

    /** A kind that loses more rarely than this counts as if it lost as often, so that no step is too long. */
    private static final double LEAST_LOSSES = 0.1;

    private double share = FIRST_SHARE;
    private double due;
    private boolean close;

    /**
     * Returns whether the candidate is admitted in the place of the incumbent.
     *
     * @param candidateUses about how often the candidate was used lately
     * @param incumbentUses the same of the incumbent; taken for one if it is none, for the incumbent may be older than
     *     the memory of uses
     */
    boolean admits(int candidateUses, int incumbentUses) {
        int lead = candidateUses - Math.max(1, incumbentUses);
        close = lead == 1;
        return close ? isDue() : lead > 1;
    }

    /** Returns whether the last contest was a close one. */
    boolean wasClose() {
        return close;
    }

    /** Returns the share of close contests that the candidate wins. */
    double share() {
        return share;
    }

    /** Notes that a key was missed that was an incumbent and lost a close contest a short time ago. */
    void missedIncumbent() {
        move(-EVICTED_TOO_SOON_STEPS / Math.max(LEAST_LOSSES, share));
    }

    /** Notes that a key was missed that was a candidate and lost a close contest a short time ago. */
    void missedCandidate() {
        move(1 / Math.max(LEAST_LOSSES, 1 - share));
    }

    private boolean isDue() {
        due += share;
        if (due < 1) {
            return false;
        }
        due--;
        return true;
    }

    private void move(double steps) {
        share = Math.max(LEAST_SHARE, Math.min(MOST_SHARE, share + steps * STEP));
    }
}
