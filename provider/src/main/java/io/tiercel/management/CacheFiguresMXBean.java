package io.tiercel.management;

/**
 * What a cache counts beyond JSR-107, for an operator: {@code io.tiercel:type=Cache,CacheManager=<URI>,Cache=<name>}. Each
 * value but the last three is since the last reset of the statistics, and -1 while they are off, or where the cache does no
 * such thing.
 */
@Described("What a cache loads, how it keeps values fresh, and what its listeners miss. -1 is for what it does not do,"
        + " or while statistics are off.")
public interface CacheFiguresMXBean {

    /** Returns how many calls of the loader returned. */
    @Described("How many calls of the loader returned.")
    long getLoads();

    /** Returns how many calls of the loader threw. */
    @Described("How many calls of the loader threw.")
    long getLoadFailures();

    /** Returns how many loads were given up at the timeout. */
    @Described("How many loads were given up because they took longer than the loader's timeout.")
    long getLoadTimeouts();

    /** Returns how many reads left a load at the soft timeout. */
    @Described("How many reads did not wait for a load beyond the soft timeout, for they had a stale value.")
    long getSoftTimeouts();

    /** Returns how many reads were given a value after its time. */
    @Described("How many reads were given a value after its time.")
    long getStaleServed();

    /** Returns how many reads were answered by a remembered absence. */
    @Described("How many reads were of keys that are remembered to have no value.")
    long getAbsentServed();

    /** Returns how many loads in the background were asked for. */
    @Described("How many loads in the background reads asked for, dropped ones and those without need included.")
    long getRefreshesAsked();

    /** Returns how many loads in the background succeeded. */
    @Described("How many values were loaded anew in the background.")
    long getRefreshes();

    /** Returns how many loads in the background failed. */
    @Described("How many loads in the background failed.")
    long getRefreshFailures();

    /** Returns how many loads in the background were dropped. */
    @Described("How many loads in the background did not begin, because too many waited.")
    long getRefreshesDropped();

    /** Returns how many values wait to be loaded anew at this moment, whether statistics are on or not. */
    @Described("How many values wait to be loaded anew.")
    long getRefreshesWaiting();

    /** Returns how many events asynchronous listeners have lost since the cache was created, whether statistics are on or not. */
    @Described("How many events asynchronous listeners did not get, because too many waited.")
    long getListenerEventsDropped();

    /** Returns how often listeners have failed since the cache was created, and no caller was told; statistics on or not. */
    @Described("How often listeners failed where no caller was told.")
    long getListenerFailures();
}
