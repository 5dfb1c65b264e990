package io.tiercel.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessorException;
import org.jspecify.annotations.Nullable;

/**
 * The rules of JSR-107 for one thread, written down once more and as plainly as can be: a map, a time, a list of the events
 * of each key, and four counts. Not thread-safe.
 */
final class CacheModel {

    /** No deadline. */
    static final long NEVER = Long.MAX_VALUE;

    /**
     * How long entries live, in milliseconds; 0 is over at once.
     *
     * @param update null if an update changes nothing
     * @param access null if an access changes nothing
     * @param capped whether an access moves no deadline beyond that of the last write
     */
    record Lives(
            long creation, @Nullable Long update, @Nullable Long access, boolean capped) {}

    /** What a processor does. */
    enum Step {
        GET,
        EXISTS,
        SET,
        REMOVE,
        THROW
    }

    private static final class Item {
        String value;
        long deadline;
        long limit;
        Set<String> tags;

        Item(String value, long deadline, long limit, Set<String> tags) {
            this.value = value;
            this.deadline = deadline;
            this.limit = limit;
            this.tags = tags;
        }
    }

    /** An event that must come, or, if the entry went before anybody looked at it, may. */
    private record Expected(String text, boolean optional) {}

    private final Map<Integer, Item> items = new TreeMap<>();
    private final Map<Integer, List<Expected>> events = new HashMap<>();
    /** The source behind the cache. */
    final Map<Integer, String> source = new HashMap<>();

    private final boolean readThrough;
    private final boolean writeThrough;
    /** Whether nothing expires but by a time to live of its own. */
    private final boolean eternal;

    Lives lives;
    long now;
    /** Whether loader and writer throw. */
    boolean down;

    private long hits;
    private long misses;
    private long puts;
    private long removals;

    CacheModel(Lives lives, boolean readThrough, boolean writeThrough, boolean eternal, long now) {
        this.lives = lives;
        this.readThrough = readThrough;
        this.writeThrough = writeThrough;
        this.eternal = eternal;
        this.now = now;
    }

    private @Nullable Item look(int key) {
        Item item = items.get(key);
        if (item != null && item.deadline <= now) {
            items.remove(key);
            tell("EXPIRED", key, item.value, false);
            return null;
        }
        return item;
    }

    private void tell(String type, int key, String value, boolean optional) {
        events.computeIfAbsent(key, k -> new ArrayList<>()).add(new Expected(type + " " + key + "=" + value, optional));
    }

    private static long after(long time, long duration) {
        return duration == NEVER ? NEVER : time + duration;
    }

    private boolean create(int key, String value, long ttl, Set<String> tags) {
        long limit = Math.min(lives.capped ? after(now, lives.creation) : NEVER, after(now, ttl));
        long own = lives.capped ? after(now, lives.access) : after(now, lives.creation);
        Item item = new Item(value, Math.min(own, limit), limit, tags);
        if (item.deadline <= now) {
            return false;
        }
        items.put(key, item);
        tell("CREATED", key, value, false);
        return true;
    }

    private void update(int key, Item item, String value, long ttl, Set<String> tags) {
        long limit = item.limit;
        long deadline = item.deadline;
        if (eternal) {
            limit = NEVER;
            deadline = NEVER;
        } else if (lives.capped) {
            limit = lives.update == null ? item.limit : after(now, lives.update);
            deadline = Math.min(after(now, lives.access), limit);
        } else if (lives.update != null) {
            limit = NEVER;
            deadline = after(now, lives.update);
        }
        limit = Math.min(limit, after(now, ttl));
        item.limit = limit;
        item.deadline = Math.min(deadline, limit);
        item.value = value;
        item.tags = tags;
        tell("UPDATED", key, value, false);
        look(key);
    }

    private void access(int key, Item item) {
        if (lives.access != null) {
            item.deadline = Math.min(after(now, lives.access), item.limit);
            look(key);
        }
    }

    private void lookOnly(int key, @Nullable Item item) {
        count(item);
        if (item != null) {
            access(key, item);
        }
    }

    private void writeTo(int key, String value) {
        if (writeThrough) {
            if (down) {
                throw new CacheWriterException();
            }
            source.put(key, value);
        }
    }

    private void deleteFrom(int key) {
        if (writeThrough) {
            if (down) {
                throw new CacheWriterException();
            }
            source.remove(key);
        }
    }

    private void requireUp() {
        if (down) {
            throw new CacheLoaderException();
        }
    }

    private @Nullable String load(int key) {
        requireUp();
        return source.get(key);
    }

    private void count(@Nullable Item item) {
        if (item == null) {
            misses++;
        } else {
            hits++;
        }
    }

    private void write(int key, @Nullable Item item, String value) {
        write(key, item, value, NEVER, Set.of());
    }

    private void write(int key, @Nullable Item item, String value, long ttl, Set<String> tags) {
        writeTo(key, value);
        put(key, item, value, ttl, tags);
    }

    private void put(int key, @Nullable Item item, String value, long ttl, Set<String> tags) {
        if (item == null) {
            if (create(key, value, ttl, tags)) {
                puts++;
            }
        } else {
            update(key, item, value, ttl, tags);
            puts++;
        }
    }

    private boolean removeNow(int key, @Nullable Item item) {
        deleteFrom(key);
        if (item == null) {
            return false;
        }
        items.remove(key);
        tell("REMOVED", key, item.value, false);
        removals++;
        return true;
    }

    @Nullable
    String get(int key) {
        Item item = look(key);
        count(item);
        if (item != null) {
            String value = item.value;
            access(key, item);
            return value;
        }
        return readThrough ? fill(key) : null;
    }

    private @Nullable String fill(int key) {
        String loaded = load(key);
        if (loaded != null) {
            create(key, loaded, NEVER, Set.of());
        }
        return loaded;
    }

    Map<Integer, String> getAll(Set<Integer> keys) {
        Map<Integer, String> found = new TreeMap<>();
        List<Integer> absent = new ArrayList<>();
        for (int key : keys) {
            Item item = look(key);
            count(item);
            if (item == null) {
                absent.add(key);
            } else {
                found.put(key, item.value);
                access(key, item);
            }
        }
        if (readThrough && !absent.isEmpty()) {
            requireUp();
            for (int key : absent) {
                String loaded = fill(key);
                if (loaded != null) {
                    found.put(key, loaded);
                }
            }
        }
        return found;
    }

    boolean containsKey(int key) {
        return look(key) != null;
    }

    void put(int key, String value, long ttl, Set<String> tags) {
        write(key, look(key), value, ttl, tags);
    }

    @Nullable
    String getAndPut(int key, String value) {
        Item item = look(key);
        String old = item == null ? null : item.value;
        writeCounting(key, item, value);
        return old;
    }

    /** A writer that fails leaves no trace. */
    private void writeCounting(int key, @Nullable Item item, String value) {
        write(key, item, value);
        count(item);
    }

    void putAll(Map<Integer, String> values) {
        if (writeThrough && down) {
            throw new CacheWriterException();
        }
        values.forEach((key, value) -> write(key, look(key), value));
    }

    boolean putIfAbsent(int key, String value) {
        Item item = look(key);
        if (item != null) {
            hits++;
            return false;
        }
        writeCounting(key, null, value);
        return true;
    }

    boolean remove(int key) {
        return removeNow(key, look(key));
    }

    boolean remove(int key, String old) {
        Item item = look(key);
        if (item != null && item.value.equals(old)) {
            removeNow(key, item);
            hits++;
            return true;
        }
        lookOnly(key, item);
        return false;
    }

    @Nullable
    String getAndRemove(int key) {
        Item item = look(key);
        removeNow(key, item);
        count(item);
        return item == null ? null : item.value;
    }

    boolean replace(int key, String old, String value) {
        Item item = look(key);
        if (item != null && item.value.equals(old)) {
            writeCounting(key, item, value);
            return true;
        }
        lookOnly(key, item);
        return false;
    }

    @Nullable
    String getAndReplace(int key, String value) {
        Item item = look(key);
        if (item == null) {
            misses++;
            return null;
        }
        String old = item.value;
        writeCounting(key, item, value);
        return old;
    }

    void removeAll(Set<Integer> keys) {
        if (writeThrough && down) {
            throw new CacheWriterException();
        }
        keys.forEach(key -> removeNow(key, look(key)));
    }

    void removeAll() {
        Set<Integer> live = new HashSet<>();
        for (int key : List.copyOf(items.keySet())) {
            if (look(key) != null) {
                live.add(key);
            }
        }
        if (!live.isEmpty()) {
            removeAll(live);
        }
    }

    void clear() {
        events.keySet().forEach(this::forgetExpiry);
        List.copyOf(items.keySet()).forEach(this::forget);
    }

    /** Takes an entry away and tells nobody; whoever looked at one that had expired may have told that before. */
    private boolean forget(int key) {
        Item item = items.remove(key);
        if (item == null) {
            forgetExpiry(key);
            return false;
        }
        if (item.deadline <= now) {
            tell("EXPIRED", key, item.value, true);
            return false;
        }
        return true;
    }

    private void forgetExpiry(int key) {
        List<Expected> told = events.getOrDefault(key, List.of());
        int last = told.size() - 1;
        if (last >= 0 && told.get(last).text.startsWith("EXPIRED")) {
            told.set(last, new Expected(told.get(last).text, true));
        }
    }

    /** Ends, and begins again with what a disk has kept; counts begin anew. */
    void reopen() {
        events.keySet().forEach(this::forgetExpiry);
        items.entrySet().stream()
                .filter(item -> item.getValue().deadline <= now)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::forget);
        hits = 0;
        misses = 0;
        puts = 0;
        removals = 0;
    }

    boolean invalidate(int key) {
        return forget(key);
    }

    void invalidateTag(String tag) {
        events.keySet().forEach(this::forgetExpiry);
        for (int key : List.copyOf(items.keySet())) {
            if (items.get(key).tags.contains(tag)) {
                forget(key);
            }
        }
    }

    @Nullable
    String invoke(int key, List<Step> steps, String value) {
        Item item = look(key);
        boolean counted = false;
        try {
            StringBuilder result = new StringBuilder();
            String current = item == null ? null : item.value;
            String loaded = null;
            boolean set = false;
            boolean gone = false;
            boolean removed = false;
            boolean accessed = false;
            String seen = null;
            for (Step step : steps) {
                String stored = current != null ? current : loaded;
                switch (step) {
                    case GET -> {
                        if (!set && !gone && seen == null) {
                            accessed = current != null;
                            if (current == null && loaded == null && readThrough) {
                                loaded = load(key);
                            }
                            seen = current != null ? current : loaded;
                        }
                        result.append(seen).append(',');
                    }
                    case EXISTS ->
                        result.append(set || (!gone && stored != null)).append(',');
                    case SET -> {
                        seen = value;
                        set = true;
                        gone = false;
                        removed = false;
                    }
                    case REMOVE -> {
                        removed = stored != null || !set;
                        gone = true;
                        seen = null;
                        set = false;
                    }
                    case THROW -> throw new EntryProcessorException();
                }
            }
            counted = true;
            if (removed) {
                removeNow(key, item);
            } else if (set) {
                writeTo(key, value);
                if (item != null && accessed && lives.access != null && lives.update == null && !lives.capped) {
                    item.deadline = Math.min(after(now, lives.access), item.limit);
                }
                put(key, item, value, NEVER, Set.of());
            } else if (!gone && loaded != null) {
                create(key, loaded, NEVER, Set.of());
            } else if (accessed) {
                access(key, item);
            }
            count(item);
            return result.toString();
        } catch (CacheLoaderException e) {
            throw new EntryProcessorException();
        } finally {
            if (!counted) {
                count(item);
            }
        }
    }

    Map<Integer, String> iterate(Set<Integer> removed) {
        Map<Integer, String> seen = new LinkedHashMap<>();
        for (int key : List.copyOf(items.keySet())) {
            Item item = look(key);
            if (item != null) {
                seen.put(key, item.value);
                hits++;
                access(key, item);
                if (removed.contains(key)) {
                    removeNow(key, look(key));
                }
            }
        }
        return seen;
    }

    void loadAll(Set<Integer> keys, boolean replace) {
        if (!readThrough) {
            return;
        }
        List<Integer> wanted = new ArrayList<>();
        for (int key : keys) {
            if (replace || look(key) == null) {
                wanted.add(key);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        requireUp();
        for (int key : wanted) {
            String loaded = source.get(key);
            Item item = look(key);
            if (loaded != null && item == null) {
                create(key, loaded, NEVER, Set.of());
            } else if (loaded != null) {
                update(key, item, loaded, NEVER, Set.of());
            }
        }
    }

    /** Returns hits, misses, puts and removals. */
    List<Long> counts() {
        return List.of(hits, misses, puts, removals);
    }

    /** Returns what the key has, without an access. */
    @Nullable
    String peek(int key) {
        Item item = items.get(key);
        return item == null || item.deadline <= now ? null : item.value;
    }

    /** Returns what is wrong with the events of a key that were told; null if nothing is. */
    @Nullable
    String faultOf(int key, List<String> told) {
        List<Expected> expected = events.getOrDefault(key, List.of());
        int next = 0;
        for (Expected event : expected) {
            if (next < told.size() && told.get(next).equals(event.text)) {
                next++;
            } else if (!event.optional) {
                return "event " + next + " should be " + event.text + " of " + expected + " but told were " + told;
            }
        }
        return next == told.size() ? null : "too many after " + next + ": " + told + " for " + expected;
    }
}
