package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GeometryTest {

    private static final int HEADER_OF_A_CHUNK_BITS = 1;

    static LongStream capacities() {
        return LongStream.iterate(Geometry.LEAST_BYTES, power -> power <= Geometry.MOST_BYTES, power -> 2 * power)
                .flatMap(power -> LongStream.of(power - 1, power, power + 1, power + power / 3))
                .filter(bytes -> bytes >= Geometry.LEAST_BYTES && bytes <= Geometry.MOST_BYTES);
    }

    @ParameterizedTest
    @MethodSource("capacities")
    void of_anyCapacity_fitsItAndWastesLittle(long capacityBytes) {
        Geometry geometry = Geometry.of(capacityBytes);

        long chunkBits = (long) geometry.chunkBytes() * Byte.SIZE + HEADER_OF_A_CHUNK_BITS;
        long all = geometry.segments() * (geometry.slots() * 4L + geometry.chunks() * chunkBits / Byte.SIZE);
        assertThat(all).isBetween(capacityBytes / 4 * 3, capacityBytes);
        // Chronicle refuses fewer, and larger ones would waste most of the space of a small entry.
        assertThat(geometry.chunks()).isGreaterThanOrEqualTo(geometry.entriesPerSegment());
        assertThat(geometry.chunkBytes()).isLessThanOrEqualTo(128);
    }

    @ParameterizedTest
    @MethodSource("capacities")
    void of_anyCapacity_hasLocksForManyThreadsAndSmallChunks(long capacityBytes) {
        Geometry geometry = Geometry.of(capacityBytes);

        if (capacityBytes <= 64L << 30) {
            assertThat(geometry.chunkBytes()).isEqualTo(16);
            assertThat(capacityBytes / geometry.segments()).isLessThanOrEqualTo(1 << 20);
        }
        if (capacityBytes >= 256L << 20) {
            assertThat(geometry.segments()).isGreaterThanOrEqualTo(Geometry.ENOUGH_SEGMENTS);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, 0, Geometry.LEAST_BYTES - 1, Geometry.MOST_BYTES + 1, Long.MAX_VALUE})
    void of_beyondWhatThereIs_isRefused(long capacityBytes) {
        assertThatThrownBy(() -> Geometry.of(capacityBytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capacityBytes=" + capacityBytes);
    }
}
