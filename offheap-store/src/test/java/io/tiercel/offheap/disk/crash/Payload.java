package io.tiercel.offheap.disk.crash;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Values that tell whose they are and which, and whose every byte follows from that. */
final class Payload {

    private static final int HEADER_BYTES = Integer.BYTES + Long.BYTES;
    private static final int USUAL_BYTES = 700;
    private static final int LARGE_BYTES = 60_000;
    private static final int ONE_IN_SO_MANY_IS_LARGE = 100;

    private Payload() {}

    static byte[] of(int key, long sequence) {
        SplittableRandom random = new SplittableRandom(key * 31L + sequence);
        int most = random.nextInt(ONE_IN_SO_MANY_IS_LARGE) == 0 ? LARGE_BYTES : USUAL_BYTES;
        byte[] payload = new byte[HEADER_BYTES + random.nextInt(most)];
        for (int i = HEADER_BYTES; i < payload.length; i++) {
            payload[i] = (byte) random.nextInt();
        }
        ByteBuffer.wrap(payload).putInt(key).putLong(sequence);
        return payload;
    }

    /** Returns the deadline that is put with a value. */
    static long expiresAtMillis(long sequence) {
        return sequence % 3 == 0 ? Long.MAX_VALUE : 4_000_000_000_000L + sequence;
    }

    /** Returns which value of a key it is, or -1 if it is none. */
    static long sequenceOf(int key, byte[] payload) {
        if (payload.length < HEADER_BYTES) {
            return -1;
        }
        long sequence = ByteBuffer.wrap(payload).getLong(Integer.BYTES);
        return sequence >= 0 && Arrays.equals(payload, of(key, sequence)) ? sequence : -1;
    }

    static byte[] keyBytes(int key) {
        return ByteBuffer.allocate(Integer.BYTES + key % 7).putInt(key).array();
    }

    static int hash(int key) {
        return key * 0x9E37_79B9;
    }
}
