package io.tiercel.configuration.yaml;

import io.tiercel.configuration.OffHeapPool;
import io.tiercel.configuration.OptionalModule;
import org.jspecify.annotations.Nullable;

/** The keys of {@code manager:}: what the caches of a manager share. */
final class ManagerKeys {

    static final KeyTable<Draft> TABLE =
            new KeyTable<Draft>("manager").key("off-heap-pool", (draft, value) -> draft.poolBytes = poolBytes(value));

    private ManagerKeys() {}

    private static long poolBytes(Value value) {
        value.require(OptionalModule.OFFHEAP_STORE);
        return value.converted(OffHeapPool::checked, value.size());
    }

    /** The keys while they are being read. */
    static final class Draft {

        @Nullable
        Long poolBytes;
    }
}
