package io.tiercel.configuration.yaml;

import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.HeapBound;
import io.tiercel.configuration.OptionalModule;
import io.tiercel.configuration.Place;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The keys of {@code heap:}, of which exactly one is given, or the word {@code none} in their place. */
final class HeapKeys {

    static final KeyTable<Draft> TABLE = new KeyTable<Draft>("heap")
            .key(
                    "entries",
                    (draft, value) -> draft.set(value, value.converted(HeapBound.Entries::new, value.wholeNumber())))
            .key("size", (draft, value) -> draft.set(value, value.converted(HeapBound.Size::new, value.size())))
            .key("share", (draft, value) -> draft.set(value, value.converted(HeapBound.Share::new, value.percent())))
            .key("unbounded", (draft, value) -> draft.set(value, unbounded(value)));

    private HeapKeys() {}

    static HeapBound read(Value value) {
        if (value.wordOrMapping(TABLE.allowed(), "none") != null) {
            value.require(OptionalModule.OFFHEAP_STORE);
            return new HeapBound.None();
        }
        return Objects.requireNonNull(TABLE.readSome(value, new Draft()).bound, "a mapping with a key sets the bound");
    }

    private static HeapBound unbounded(Value value) {
        if (!value.bool()) {
            throw new ConfigurationException(
                    value.place(), "can only be true; name a bound instead: " + TABLE.allowed());
        }
        return new HeapBound.Unbounded();
    }

    /** The bound while it is being read. */
    static final class Draft {

        private @Nullable HeapBound bound;
        private @Nullable Place place;

        private void set(Value value, HeapBound said) {
            if (place != null) {
                throw new ConfigurationException(value.place(), "the heap has one bound, there is another at " + place);
            }
            place = value.place();
            bound = said;
        }
    }
}
