package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.offheap.chronicle.Departures.Departure;
import io.tiercel.offheap.chronicle.MapCore.Content;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.store.Copies;
import io.tiercel.store.Evictions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Those who hold copies may have no memory left to note that an entry has left: the others are told all the same. */
final class DeparturesTest {

    private static final byte[] KEY = {1};
    private static final int MORE_THAN_THERE_IS_ROOM_FOR = 20_000;

    private final Geometry geometry = Geometry.of(4 << 20);
    private final MapCore core =
            new MapCore(geometry, SegmentMemory.allocate("departures", geometry), () -> 0, Content.NONE);
    private final List<Integer> told = new ArrayList<>();
    private final Part part = new Part(new ToldCopies(this::tellAndFailAtFirst));
    private final Region region = core.regions().open(part, null);

    @AfterEach
    void close() {
        core.segments().close();
    }

    /** Holds nothing, and passes on what it is told. */
    private record ToldCopies(IntConsumer onLeft) implements Copies {

        @Override
        public boolean holds(int hash) {
            return false;
        }

        @Override
        public void left(int hash) {
            onLeft.accept(hash);
        }
    }

    private void tellAndFailAtFirst(int hash) {
        told.add(hash);
        if (told.size() == 1) {
            throw new OutOfMemoryError("of a test");
        }
    }

    private void assertAllAreToldAndCounted() {
        assertThat(told).containsExactly(1, 2, 3);
        Evictions counted = Objects.requireNonNull(part.tellAll());
        assertThat(counted.evicted()).isEqualTo(3);
    }

    @Test
    void finish_oneFails_finishesTheOthers() {
        Departures departures = new Departures();
        for (int hash = 1; hash <= 3; hash++) {
            departures.add(new Departure(region, hash, KEY, null, /* hasExpired= */ false, null, null));
        }

        assertThatThrownBy(() -> core.values().finish(departures)).isInstanceOf(OutOfMemoryError.class);

        assertAllAreToldAndCounted();
    }

    @Test
    void finish_oneOfThoseWithoutNameFails_tellsOfTheOthers() {
        Unnamed unnamed = new Unnamed(part);
        for (int hash = 1; hash <= 3; hash++) {
            unnamed.add(region, /* chunksOfEntry= */ 1, KEY, hash, /* hasExpired= */ false);
        }

        assertThatThrownBy(unnamed::finish).isInstanceOf(OutOfMemoryError.class);

        assertAllAreToldAndCounted();
    }

    @Test
    void evict_theTellingOfAnotherCacheFails_tellsOfItsOwn() {
        List<Integer> left = new ArrayList<>();
        ByteMap own = cache(left::add);
        ByteMap other = cache(hash -> {
            throw new OutOfMemoryError("of a test");
        });
        for (int i = 0; i < MORE_THAN_THERE_IS_ROOM_FOR; i++) {
            put(other, i);
            put(own, i);
        }

        List<Integer> gone = IntStream.range(0, MORE_THAN_THERE_IS_ROOM_FOR)
                .filter(i -> !own.has(key(i)))
                .boxed()
                .toList();
        assertThat(gone).isNotEmpty();
        assertThat(left).containsExactlyInAnyOrderElementsOf(gone);
    }

    private ByteMap cache(IntConsumer onLeft) {
        return new CacheMap("cache", core, new Part(new ToldCopies(onLeft)), closed -> {});
    }

    private static void put(ByteMap map, int number) {
        unlessNoMemory(() -> map.put(key(number), number, (byte) 0, new byte[200], ByteMap.NEVER, ByteMap.NEVER));
        boolean evicting = true;
        while (evicting) {
            evicting = unlessNoMemory(() -> map.evict(VictimGate.OPEN)) != null;
        }
    }

    /** Returns what an action returns, or the error if it finds no memory. */
    private static @Nullable Object unlessNoMemory(Supplier<@Nullable Object> action) {
        try {
            return action.get();
        } catch (OutOfMemoryError e) {
            return e;
        }
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}
