package io.tiercel.offheap.chronicle;

/**
 * How hot an entry is, in 16 bits, never 0: whether it is new or settled, how often it was used since that was looked at
 * last, and the tick of its segment at which it was used last. A segment ticks as entries come, {@link
 * #TICKS_PER_TURNOVER} times while as many bytes come as it has: so age tells how much has come since, whatever the clock says.
 *
 * <pre>
 * 1 new, 2 new and a part of a large value, 3 settled: 2 bits | uses 2 bits | tick 12 bits
 * </pre>
 */
final class Heat {

    static final int TICKS_PER_TURNOVER = 64;
    static final int MOST_USES = 3;

    private static final int TICK_MASK = 0xFFF;
    private static final int USES_SHIFT = 12;
    private static final int KIND_SHIFT = 14;
    private static final int NEW = 1 << KIND_SHIFT;
    private static final int NEW_PART = 2 << KIND_SHIFT;
    private static final int SETTLED = 3 << KIND_SHIFT;
    private static final int KIND_MASK = 3 << KIND_SHIFT;
    private static final long LOWER_KIND_BITS = 0x4000_4000_4000_4000L;

    /** Times this, four bits that are 16 apart are next to each other, 48 bits up. */
    private static final long PACKING = 0x0001_0002_0004_0008L;

    private static final long FOUR_BITS = 0xF;

    /** For so long a part of a large value is young: all of it is lost with any of its many parts. */
    private static final int YOUNG_PART_TICKS = TICKS_PER_TURNOVER / 4;

    private Heat() {}

    /** @param part whether it is the head or a piece of a large value */
    static int fresh(int tick, boolean part) {
        return (part ? NEW_PART : NEW) | (tick & TICK_MASK);
    }

    static int settled(int tick) {
        return SETTLED | (tick & TICK_MASK);
    }

    /** Returns the heat of an entry once it is settled: what is known of its uses stays. */
    static int asSettled(int heat) {
        return heat | SETTLED;
    }

    static boolean isSettled(int heat) {
        return heat >= SETTLED;
    }

    /** Returns whether an entry is new, and a part of a large value. */
    static boolean isNewPart(int heat) {
        return (heat & KIND_MASK) == NEW_PART;
    }

    /** Returns whether an entry has come so lately that it is not to leave while others can. */
    static boolean isYoung(int heat, int tick) {
        int idle = idleTicks(heat, tick);
        return switch (heat & KIND_MASK) {
            case NEW -> idle == 0;
            case NEW_PART -> idle < YOUNG_PART_TICKS;
            default -> false;
        };
    }

    /** Returns whether two heats are of one use, or of the same arrival, of entries of one kind. */
    static boolean isSameUse(int heat, int other) {
        return ((heat ^ other) & (KIND_MASK | TICK_MASK)) == 0;
    }

    /** Returns a bit for each entry of four in a row that is not settled. */
    static long unsettled(long heats) {
        return (heats ^ (heats >>> 1)) & LOWER_KIND_BITS;
    }

    /** Returns a bit for each entry of four in a row that is settled. */
    static long settled(long heats) {
        return heats & (heats >>> 1) & LOWER_KIND_BITS;
    }

    /** Returns the bits of four in a row, as {@link #settled} and {@link #unsettled} return them, as the lowest four. */
    static long packed(long bits) {
        return ((bits >>> KIND_SHIFT) * PACKING) >>> (Long.SIZE - Short.SIZE) & FOUR_BITS;
    }

    static int uses(int heat) {
        return (heat >>> USES_SHIFT) & MOST_USES;
    }

    static int idleTicks(int heat, int tick) {
        return (tick - heat) & TICK_MASK;
    }

    /** Returns the heat after one use more. */
    static int used(int heat, int tick) {
        int uses = Math.min(MOST_USES, uses(heat) + 1);
        return (heat & KIND_MASK) | (uses << USES_SHIFT) | (tick & TICK_MASK);
    }

    static int withoutUses(int heat) {
        return heat & ~(MOST_USES << USES_SHIFT);
    }
}
