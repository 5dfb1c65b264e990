package io.tiercel.configuration.yaml;

import io.tiercel.configuration.OffHeapBound;
import io.tiercel.configuration.OptionalModule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The key of {@code off-heap:}, or one of the words {@code shared} and {@code none} in its place. */
final class OffHeapKeys {

    static final KeyTable<Draft> TABLE = new KeyTable<Draft>("off-heap")
            .key("size", (draft, value) -> draft.bound = value.converted(OffHeapBound.Size::new, value.size()));

    private OffHeapKeys() {}

    static OffHeapBound read(Value value) {
        String word = value.wordOrMapping(TABLE.allowed(), "shared", "none");
        if ("none".equals(word)) {
            return new OffHeapBound.None();
        }
        value.require(OptionalModule.OFFHEAP_STORE);
        return word != null
                ? new OffHeapBound.Shared()
                : Objects.requireNonNull(
                        TABLE.readSome(value, new Draft()).bound, "a mapping with a key sets the bound");
    }

    /** The bound while it is being read. */
    static final class Draft {

        private @Nullable OffHeapBound bound;
    }
}
