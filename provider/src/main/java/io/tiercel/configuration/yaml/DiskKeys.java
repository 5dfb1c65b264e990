package io.tiercel.configuration.yaml;

import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.DiskBound;
import io.tiercel.configuration.OptionalModule;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The keys of {@code disk:}, of which both are given, or the word {@code none} in their place. */
final class DiskKeys {

    static final KeyTable<Draft> TABLE = new KeyTable<Draft>("disk")
            .key("size", (draft, value) -> draft.size = value)
            .key("path", (draft, value) -> draft.path = value);

    private DiskKeys() {}

    static DiskBound read(Value value) {
        if (value.wordOrMapping(TABLE.allowed(), "none") != null) {
            return new DiskBound.None();
        }
        value.require(OptionalModule.OFFHEAP_STORE);
        Draft draft = TABLE.readSome(value, new Draft());
        if (draft.size == null || draft.path == null) {
            throw new ConfigurationException(
                    value.place(), "needs both a size and a path, such as { size: 20GiB, path: /var/cache/app }");
        }
        Path path = draft.path.converted(Path::of, draft.path.text("a folder"));
        return draft.size.converted(bytes -> new DiskBound.Size(bytes, path), draft.size.size());
    }

    /** The keys while they are being read. */
    static final class Draft {

        private @Nullable Value size;
        private @Nullable Value path;
    }
}
