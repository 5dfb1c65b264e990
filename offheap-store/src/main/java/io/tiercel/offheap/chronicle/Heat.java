package io.tiercel.offheap.chronicle;

/**
 * How hot an entry is, in 16 bits, never 0: whether it is new or settled, how often it was used since that was looked at
 * last, and the tick of its segment at which it was used last. A segment ticks as entries come, {@link
 * #TICKS_PER_TURNOVER} times while as many come as it has: so age tells how much has come since, whatever the clock says.
 *
 * <pre>
 * settled 2 bits: 1 or 2 | used when it was among the coldest 1 bit | uses 2 bits | tick 11 bits
 * </pre>
 */
final class Heat {

    static final int TICKS_PER_TURNOVER = 64;
    static final int MOST_USES = 3;

    private static final int TICK_MASK = 0x7FF;
    private static final int USES_SHIFT = 11;
    private static final int WAS_COLD = 1 << 13;
    private static final int KIND_SHIFT = 14;
    private static final int NEW = 1 << KIND_SHIFT;
    private static final int SETTLED = 2 << KIND_SHIFT;

    private Heat() {}

    static int fresh(int tick) {
        return NEW | (tick & TICK_MASK);
    }

    static int settled(int tick) {
        return SETTLED | (tick & TICK_MASK);
    }

    static boolean isSettled(int heat) {
        return heat >= SETTLED;
    }

    static int uses(int heat) {
        return (heat >>> USES_SHIFT) & MOST_USES;
    }

    static int idleTicks(int heat, int tick) {
        return (tick - heat) & TICK_MASK;
    }

    /**
     * Returns the heat after one use more.
     *
     * @param coldTicks the age from which on an entry is among the coldest
     */
    static int used(int heat, int tick, int coldTicks) {
        int uses = Math.min(MOST_USES, uses(heat) + 1);
        int cold = idleTicks(heat, tick) >= coldTicks ? WAS_COLD : 0;
        return (heat & (NEW | SETTLED | WAS_COLD)) | cold | (uses << USES_SHIFT) | (tick & TICK_MASK);
    }

    static int withoutUses(int heat) {
        return heat & ~(MOST_USES << USES_SHIFT);
    }

    static boolean wasCold(int heat) {
        return (heat & WAS_COLD) != 0;
    }

    static int withoutWasCold(int heat) {
        return heat & ~WAS_COLD;
    }
}
