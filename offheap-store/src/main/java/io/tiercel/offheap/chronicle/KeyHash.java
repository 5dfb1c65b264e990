package io.tiercel.offheap.chronicle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash by which Chronicle Map finds a key: XXH64 (Collet, "xxHash, Extremely fast hash algorithm") with seed 0, of
 * the four bytes of the region, little endian, and the bytes of the key. Computed here so that the two need not be
 * joined in an array first. Stateless.
 */
final class KeyHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long P1 = 0x9E37_79B1_85EB_CA87L;
    private static final long P2 = 0xC2B2_AE3D_27D4_EB4FL;
    private static final long P3 = 0x1656_67B1_9E37_79F9L;
    private static final long P4 = 0x85EB_CA77_C2B2_AE63L;
    private static final long P5 = 0x27D4_EB2F_1656_67C5L;
    private static final long P1_PLUS_P2 = 0x60EA_27EE_ADC0_B5D6L;
    private static final long MINUS_P1 = 0x61C8_864E_7A14_3579L;

    private static final int STRIPE_BYTES = 4 * Long.BYTES;

    private KeyHash() {}

    static long of(int region, byte[] key) {
        int length = Integer.BYTES + key.length;
        int at = 0;
        long hash = P5;
        if (length >= STRIPE_BYTES) {
            hash = stripes(region, key, length);
            at = length & -STRIPE_BYTES;
        }
        hash += length;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            hash ^= round(0, longAt(region, key, at));
            hash = Long.rotateLeft(hash, 27) * P1 + P4;
        }
        if (at + Integer.BYTES <= length) {
            hash ^= (intAt(region, key, at) & 0xFFFF_FFFFL) * P1;
            hash = Long.rotateLeft(hash, 23) * P2 + P3;
            at += Integer.BYTES;
        }
        for (; at < length; at++) {
            hash ^= (key[at - Integer.BYTES] & 0xFF) * P5;
            hash = Long.rotateLeft(hash, 11) * P1;
        }
        hash = (hash ^ (hash >>> 33)) * P2;
        hash = (hash ^ (hash >>> 29)) * P3;
        return hash ^ (hash >>> 32);
    }

    private static long stripes(int region, byte[] key, int length) {
        long v1 = P1_PLUS_P2;
        long v2 = P2;
        long v3 = 0;
        long v4 = MINUS_P1;
        for (int at = 0; at + STRIPE_BYTES <= length; at += STRIPE_BYTES) {
            v1 = round(v1, longAt(region, key, at));
            v2 = round(v2, longAt(region, key, at + 8));
            v3 = round(v3, longAt(region, key, at + 16));
            v4 = round(v4, longAt(region, key, at + 24));
        }
        long hash = Long.rotateLeft(v1, 1) + Long.rotateLeft(v2, 7) + Long.rotateLeft(v3, 12) + Long.rotateLeft(v4, 18);
        hash = merge(hash, v1);
        hash = merge(hash, v2);
        hash = merge(hash, v3);
        return merge(hash, v4);
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * P1 + P4;
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * P2, 31) * P1;
    }

    private static long longAt(int region, byte[] key, int at) {
        if (at == 0) {
            return (region & 0xFFFF_FFFFL) | ((long) (int) INTS.get(key, 0) << Integer.SIZE);
        }
        return (long) LONGS.get(key, at - Integer.BYTES);
    }

    private static int intAt(int region, byte[] key, int at) {
        return at == 0 ? region : (int) INTS.get(key, at - Integer.BYTES);
    }
}
