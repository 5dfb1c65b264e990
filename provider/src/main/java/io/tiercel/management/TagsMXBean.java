package io.tiercel.management;

import java.util.List;
import java.util.Map;

/** The tags of one cache: {@code io.tiercel:type=Tags,CacheManager=<URI>,Cache=<name>}. */
@Described("The tags of a cache, and what can be invalidated by them. A dry run counts and changes nothing.")
public interface TagsMXBean {

    /** Returns how many tags are in use. */
    @Described("How many tags the entries carry.")
    long getTagCount();

    /** Returns the tags that most entries carry, with their counts. */
    @Described("The 20 tags that most entries carry, with the number of entries.")
    Map<String, Long> getTopTags();

    /** Returns the same as text. */
    @Described("The 100 tags that most entries carry, as text.")
    String getReport();

    /** Returns how many entries carry a tag. */
    @Described("Counts the entries that carry a tag.")
    long countByTag(@Described("The tag.") String tag);

    /** Counts entries, and invalidates them unless it is a dry run. */
    @Mutator
    @Described("Invalidates the entries that carry a tag, and returns how many did. Needs no time, however many.")
    long invalidateTag(@Described("The tag.") String tag, @Described(OnlyCount.TEXT) boolean dryRun);

    /** Counts entries, and invalidates them unless it is a dry run. */
    @Mutator
    @Described("Invalidates the entries that carry any of some tags; returns how many did, each once for each tag.")
    long invalidateTags(
            @Described("Tags with commas between them; a comma within a tag has a backslash before it.") String tags,
            @Described(OnlyCount.TEXT) boolean dryRun);

    /** Counts entries, and invalidates them unless it is a dry run. */
    @Mutator
    @Described(
            "Invalidates the entries whose key matches a pattern, and returns how many did. Goes through all entries.")
    long invalidatePattern(
            @Described("A pattern of the key's text: * stands for any characters, ? for one.") String pattern,
            @Described(OnlyCount.TEXT) boolean dryRun);

    /** Counts whether there is an entry, and invalidates it unless it is a dry run. */
    @Mutator
    @Described("Invalidates the entry of a key, and returns 1 if there was one.")
    long invalidateKey(
            @Described("The key as text: a number, a UUID, the name of an enum constant, Point[x=1, y=2].") String key,
            @Described(OnlyCount.TEXT) boolean dryRun);

    /** Lists keys of entries that carry a tag. */
    @Described("Lists keys of entries that carry a tag. Goes through the entries, for 5 seconds at most.")
    List<String> listKeys(
            @Described("The tag.") String tag, @Described("How many keys at most; 10000 is the most.") int limit);
}
