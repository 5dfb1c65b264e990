package io.tiercel.offheap;

import io.tiercel.tier.LowerBounds;
import io.tiercel.tier.LowerBounds.Disk;
import io.tiercel.tier.LowerBounds.Own;
import java.nio.file.Path;

/** The tiers outside the heap that a cache may have. */
enum TierKind {
    MEMORY,
    SHARED,
    FILE,
    LAYERED;

    /** Room for all that a test of a contract puts. A file of it is written twice, when it is made and when it is closed. */
    static final long AMPLE_BYTES = 16 << 20;

    /** Room for little of it. */
    private static final long FEW_BYTES = 1 << 20;

    LowerBounds bounds(Path folder) {
        return switch (this) {
            case MEMORY -> new LowerBounds(new Own(AMPLE_BYTES), null);
            case SHARED -> new LowerBounds(new LowerBounds.Shared(), null);
            case FILE -> new LowerBounds(null, new Disk(AMPLE_BYTES, folder));
            case LAYERED -> new LowerBounds(new Own(FEW_BYTES), new Disk(AMPLE_BYTES, folder));
        };
    }
}
