package io.tiercel.spec;

import io.tiercel.PutOptions;
import io.tiercel.TiercelCache;
import io.tiercel.load.Lease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.Cache;

/**
 * A way in which the application comes to hold a key or a value that a cache may hold too. Each leaves the cache with
 * the one entry 1 → 10 if it had it or was given it.
 */
enum Exposure {
    PUT(seen -> seen.cache.put(seen.note(1), seen.note(10))),
    PUT_WITH_OPTIONS(seen -> seen.cache.put(seen.note(1), seen.note(10), PutOptions.NONE)),
    PUT_ALL(seen -> seen.cache.putAll(Map.of(seen.note(1), seen.note(10)))),
    PUT_IF_ABSENT(seen -> {
        seen.cache.remove(new Box(1));
        seen.cache.putIfAbsent(seen.note(1), seen.note(10));
    }),
    GET_AND_PUT(seen -> seen.note(seen.cache.getAndPut(seen.note(1), seen.note(10)))),
    REPLACE(seen -> seen.cache.replace(seen.note(1), seen.note(10))),
    REPLACE_OLD(seen -> seen.cache.replace(seen.note(1), seen.note(10), seen.note(10))),
    GET_AND_REPLACE(seen -> seen.note(seen.cache.getAndReplace(seen.note(1), seen.note(10)))),
    GET_AND_REMOVE(seen -> {
        seen.note(seen.cache.getAndRemove(seen.note(1)));
        seen.cache.put(new Box(1), new Box(10));
    }),
    GET(seen -> seen.note(seen.cache.get(seen.note(1)))),
    GET_ALL(seen -> seen.cache.getAll(Set.of(seen.note(1))).forEach((key, value) -> {
        seen.note(key);
        seen.note(value);
    })),
    GET_WITH_SOURCE(seen -> {
        seen.cache.remove(new Box(1));
        seen.note(seen.cache.get(seen.note(1), key -> {
            seen.note(key);
            return seen.note(10);
        }));
    }),
    TRY_PUT(seen -> {
        Box key = seen.note(1);
        try (Lease lease = seen.cache.lease(key)) {
            seen.cache.tryPut(key, seen.note(10), lease);
        }
    }),
    ITERATE(seen -> {
        for (Cache.Entry<Box, Box> entry : seen.cache) {
            seen.note(entry.getKey());
            seen.note(entry.getValue());
        }
    }),
    PROCESS_READ(seen -> seen.cache.invoke(seen.note(1), (entry, arguments) -> {
        seen.note(entry.getKey());
        seen.note(entry.getValue()).spoil();
        seen.note(entry.getValue());
        return null;
    })),
    PROCESS_WRITE(seen -> seen.cache.invoke(seen.note(1), (entry, arguments) -> {
        seen.note(entry.getKey());
        entry.setValue(seen.note(10));
        return null;
    }));

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas above capture nothing
    private final Consumer<Seen> action;

    Exposure(Consumer<Seen> action) {
        this.action = action;
    }

    /** Makes the application hold keys and values of a cache that has the entry 1 → 10, and returns them. */
    List<Box> expose(TiercelCache<Box, Box> cache) {
        Seen seen = new Seen(cache);
        action.accept(seen);
        return seen.boxes;
    }

    /** Returns all entries as numbers. */
    static Map<Integer, Integer> numbers(Cache<Box, Box> cache) {
        Map<Integer, Integer> numbers = new HashMap<>();
        cache.forEach(
                entry -> numbers.put(entry.getKey().number(), entry.getValue().number()));
        return numbers;
    }

    private static final class Seen {
        private final TiercelCache<Box, Box> cache;
        private final List<Box> boxes = new ArrayList<>();

        Seen(TiercelCache<Box, Box> cache) {
            this.cache = cache;
        }

        Box note(int number) {
            return note(new Box(number));
        }

        Box note(Box box) {
            boxes.add(box);
            return box;
        }
    }
}
