package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import net.openhft.chronicle.algo.hashing.LongHashFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyHashTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 8, 11, 12, 24, 27, 28, 29, 60, 61, 100, 1000})
    void of_isThatOfChronicle(int keyBytes) {
        Random random = new Random(keyBytes);
        byte[] key = new byte[keyBytes];
        random.nextBytes(key);
        int region = random.nextInt();
        byte[] joined = ByteBuffer.allocate(4 + keyBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(region)
                .put(key)
                .array();

        assertThat(KeyHash.of(region, key)).isEqualTo(LongHashFunction.xx_r39().hashBytes(joined));
    }
}
