package io.tiercel.freshness;

/**
 * How a cache keeps what it has fresh. Immutable.
 *
 * <pre>
 * written          refresh due            time is over                 no more
 *    |------------------|----------------------|--------------------------|
 *    |   hit            |   hit, and a load    |  reads with the loader:  |   absent
 *    |                  |   in the background  |  stale; others: absent   |
 * </pre>
 *
 * @param refreshAhead the fraction of its time to live after which a read has a value loaded anew, 1 for never
 * @param early whether reads load values anew before their time is over, by chance
 * @param whileRevalidateMillis how long after its time a value is served while it is loaded anew
 * @param ifErrorMillis how long after its time a value is served if it cannot be loaded anew
 * @param absentForMillis how long it is remembered that the source has no value
 */
public record FreshnessPolicy(
        double refreshAhead, boolean early, long whileRevalidateMillis, long ifErrorMillis, long absentForMillis) {

    /** Keeps nothing fresh: what is over is absent, and is loaded by who asks for it. */
    public static final FreshnessPolicy NONE = new FreshnessPolicy(1, /* early= */ false, 0, 0, 0);

    /** Returns whether anything is kept fresh, or absent. */
    public boolean isKept() {
        return refreshes() || servesStale() || remembersAbsence();
    }

    /** Returns whether values are loaded anew before their time is over, so that their age and cost are kept with them. */
    public boolean refreshes() {
        return refreshAhead < 1 || early;
    }

    /** Returns how long after its time a value may be served at all. */
    public long longestStaleMillis() {
        return Math.max(whileRevalidateMillis, ifErrorMillis);
    }

    /** Returns whether values are served after their time. */
    public boolean servesStale() {
        return longestStaleMillis() > 0;
    }

    /** Returns whether it is remembered that the source has no value for a key. */
    public boolean remembersAbsence() {
        return absentForMillis > 0;
    }
}
