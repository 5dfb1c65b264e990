package io.tiercel.management;

import java.util.Map;

/** The event rules of one manager and what they did: {@code io.tiercel:type=Events,CacheManager=<URI>}. */
@Described("Events that invalidate entries of the manager's caches, and the rules that say which.")
public interface EventsMXBean {

    /** Returns the rules, one a line. */
    @Described("The rules, one a line.")
    String getRules();

    /** Returns the sources and how they are. */
    @Described("Where events come from, and how these sources are.")
    Map<String, String> getSources();

    /** Returns the number of events by type. */
    @Described("The number of events, by type.")
    Map<String, Long> getEventsByType();

    /** Returns how many events no rule was for. */
    @Described("How many events no rule was for.")
    long getEventsWithoutRule();

    /** Returns how many events were not applied again. */
    @Described("How many events were not applied because one with their id was, lately.")
    long getEventsRepeated();

    /** Returns how many entries were invalidated. */
    @Described("How many entries events invalidated.")
    long getEntriesInvalidated();

    /** Returns how many events failed. */
    @Described("How many events failed, in part or as a whole.")
    long getFailures();

    /** Returns how often events may have been missed. */
    @Described("How often events may have been missed, so that all that they can reach was invalidated.")
    long getGaps();

    /** Returns the last failure. */
    @Described("The last failure with its time; empty if there was none.")
    String getLastFailure();

    /** Publishes an event, or counts what it would do. */
    @Mutator
    @Described("Publishes an event, and returns how many entries it invalidated.")
    long publish(
            @Described("The type of the event, as rules name it.") String type,
            @Described("Its fields: name=value, with commas between them or one a line; a backslash takes the next"
                            + " character as it is.")
                    String fields,
            @Described(OnlyCount.TEXT) boolean dryRun);

    /** Returns what an event would invalidate, by cache. */
    @Described("Tells how many entries of which caches an event would invalidate.")
    Map<String, Long> preview(
            @Described("The type of the event.") String type, @Described("Its fields, as for publish.") String fields);
}
