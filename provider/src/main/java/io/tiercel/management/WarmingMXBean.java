package io.tiercel.management;

import java.util.Map;

/** The warming of one cache, for an operator: {@code io.tiercel:type=Warming,CacheManager=<URI>,Cache=<name>}. */
@Described("Loads keys into the cache before they are asked for, and knows which ones are read most.")
public interface WarmingMXBean {

    @Described("IDLE, PLANNING, RUNNING, PAUSED, DONE, CANCELLED or FAILED.")
    String getState();

    @Described("How many keys the warm-up is to go through.")
    long getPlanned();

    @Described("How many keys the source had a value of.")
    long getLoaded();

    @Described("How many keys were in the cache already.")
    long getSkipped();

    @Described("How many keys the source had no value of.")
    long getAbsent();

    @Described("How many keys could not be loaded.")
    long getFailed();

    @Described("How many of a hundred planned keys it has gone through.")
    double getPercent();

    @Described("For how many seconds it has been under way, or was.")
    long getElapsedSeconds();

    @Described("How many seconds it will take on, if it goes on as so far; -1 if that is unknown.")
    long getRemainingSeconds();

    @Described("What failed last, or nothing.")
    String getLastFailure();

    @Described("How many related keys were loaded after one that was missing.")
    long getRelatedLoaded();

    @Described("How many missing keys wait for those related to them.")
    long getRelatedWaiting();

    @Described("How often the related keys of a missing one could not be named or loaded.")
    long getRelatedFailed();

    @Described("How many missing keys were left alone because too many waited already.")
    long getRelatedDropped();

    @Described("The keys that are read most, with about how many reads there were lately, the hottest first.")
    Map<String, Long> hotKeys(@Described("How many keys to list, at most 1000.") int most);

    @Mutator
    @Described("Starts a warm-up with the keys that the configuration names.")
    void start();

    @Mutator
    @Described("Lets the warm-up rest; returns whether one was running.")
    boolean pause();

    @Mutator
    @Described("Lets the warm-up go on; returns whether one was paused.")
    boolean resume();

    @Mutator
    @Described("Ends the warm-up; returns whether one was under way.")
    boolean cancel();

    @Mutator
    @Described("Keeps the hot keys in their file now.")
    void save();
}
