package io.tiercel.offheap.disk;

import java.io.IOException;

/** Manifests for tests. */
final class Manifests {

    static final CacheIdentity IDENTITY =
            new CacheIdentity("users", "java.lang.Long", "java.lang.String", "fory 1", 42);
    static final StorageFormat FORMAT = new StorageFormat("map 1", 1 << 20);
    static final DataFile DATA = new DataFile(1 << 20, "17", 4096, 99);
    static final Moment WRITTEN = new Moment("boot-1", 1_000_000_000, 5_000, 5_000);

    private Manifests() {}

    static Manifest inState(Manifest.State state) {
        return new Manifest(state, 3, IDENTITY, FORMAT, DATA, WRITTEN, new byte[] {9});
    }

    /** Returns what a file says, with other words about tags. */
    static Manifest withTagStamps(ManifestFile file, byte[] stamps) throws IOException {
        try {
            Manifest read = file.read();
            return new Manifest(
                    read.state(), read.region(), read.identity(), read.format(), read.data(), read.written(), stamps);
        } catch (DamagedManifestException e) {
            throw new IOException(e);
        }
    }
}
