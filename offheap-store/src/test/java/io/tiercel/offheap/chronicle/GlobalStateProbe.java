package io.tiercel.offheap.chronicle;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.hash.VanillaGlobalMutableState;
import net.openhft.chronicle.values.Values;

/** Writes and reads a map's global state, of whatever class the libraries here give it, and tells what came of it. */
public final class GlobalStateProbe implements Supplier<String> {

    private static final int ROUNDS = 1000;
    private static final int OFFSET = 3;
    private static final int STORE_BYTES = 64;

    private final StringBuilder told = new StringBuilder();
    private final Random random = new Random(42);
    private final byte[] memory = new byte[STORE_BYTES];

    @Override
    public String get() {
        VanillaGlobalMutableState state = Values.newNativeReference(VanillaGlobalMutableState.class);
        random.nextBytes(memory);
        state.bytesStore(BytesStore.wrap(memory), OFFSET, state.maxSize());
        told.append("size=").append(state.maxSize()).append(" offset=").append(state.offset());
        for (int round = 0; round < ROUNDS; round++) {
            try {
                write(state);
            } catch (IllegalArgumentException | IllegalStateException e) {
                told.append(' ').append(e.getClass().getSimpleName());
            }
            read(state);
        }
        return told.toString();
    }

    private void write(VanillaGlobalMutableState state) {
        long value = random.nextLong() >> random.nextInt(Long.SIZE);
        switch (random.nextInt(6)) {
            case 0 -> state.setAllocatedExtraTierBulks((int) value);
            case 1 -> state.setFirstFreeTierIndex(value);
            case 2 -> state.setExtraTiersInUse(value);
            case 3 -> state.setSegmentHeadersOffset(value);
            case 4 -> state.setDataStoreSize(value);
            default -> told.append(" added=").append(state.addDataStoreSize(value));
        }
    }

    private void read(VanillaGlobalMutableState state) {
        told.append('\n')
                .append(state.getAllocatedExtraTierBulks())
                .append(' ')
                .append(state.getFirstFreeTierIndex())
                .append(' ')
                .append(state.getExtraTiersInUse())
                .append(' ')
                .append(state.getSegmentHeadersOffset())
                .append(' ')
                .append(state.getDataStoreSize())
                .append(' ')
                .append(Arrays.hashCode(memory));
    }
}
