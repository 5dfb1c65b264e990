package io.tiercel.offheap.disk.crash;

import java.nio.ByteBuffer;

/**
 * What the process that is to be killed says before and after each operation.
 *
 * @param sequence tells the operations apart; that of a put is in the value
 */
record Step(Kind kind, int key, long sequence) {

    static final int BYTES = 1 + Integer.BYTES + Long.BYTES;

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .put(kind.code)
                .putInt(key)
                .putLong(sequence)
                .array();
    }

    static Step of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Step(Kind.of(buffer.get()), buffer.getInt(), buffer.getLong());
    }

    /** Which operation, and whether it is about to start or has returned. */
    enum Kind {
        READY(1),
        PUT_STARTS(2),
        PUT_ENDED(3),
        REMOVE_STARTS(4),
        REMOVE_ENDED(5),
        CLEAR_STARTS(6),
        CLEAR_ENDED(7);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        static Kind of(byte code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("code=" + code);
        }
    }
}
