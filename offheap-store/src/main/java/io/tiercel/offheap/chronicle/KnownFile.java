package io.tiercel.offheap.chronicle;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import net.openhft.chronicle.hash.impl.ChronicleHashResources;
import net.openhft.chronicle.hash.impl.PersistedChronicleHashResources;
import net.openhft.chronicle.hash.impl.util.CanonicalRandomAccessFiles;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.VanillaChronicleMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens a file that lies just as the builder of its map would make it. Chronicle itself reads all that it has to know from
 * the file, with a reader of text whose classes take longer to load than all the rest of it to open.
 */
final class KnownFile {

    private KnownFile() {}

    /**
     * Returns the map in a file, or null if Chronicle has to look at that itself: as it is empty, or not as expected.
     *
     * @param file in its canonical form
     */
    static @Nullable VanillaChronicleMap<byte[], byte[], ?> open(ChronicleMapBuilder<byte[], byte[]> builder, File file)
            throws IOException {
        if (file.length() == 0) {
            return null;
        }
        RandomAccessFile opened = CanonicalRandomAccessFiles.acquire(file);
        ChronicleHashResources resources = new PersistedChronicleHashResources(file);
        VanillaChronicleMap<byte[], byte[], ?> map = null;
        try {
            map = mapped(builder, file, opened, resources);
        } finally {
            if (map == null) {
                resources.setChronicleHashIdentityString(file.toString());
                resources.releaseManually();
            }
        }
        return map;
    }

    private static @Nullable VanillaChronicleMap<byte[], byte[], ?> mapped(
            ChronicleMapBuilder<byte[], byte[]> builder,
            File file,
            RandomAccessFile opened,
            ChronicleHashResources resources)
            throws IOException {
        FileHeader header = FileHeader.read(opened.getChannel());
        VanillaChronicleMap<byte[], byte[], ?> map = new VanillaChronicleMap<>(builder);
        if (header == null || !header.isOf(map)) {
            return null;
        }
        map.createdOrInMemory = false;
        map.initBeforeMapping(file, opened, header.endBytes(), /* recover= */ false);
        if (map.globalMutableState().getDataStoreSize() > opened.length()) {
            return null;
        }
        map.createMappedStoreAndSegments(resources);
        CanonicalRandomAccessFiles.acquireSharedFileLock(file, opened.getChannel());
        map.addCloseable(() -> CanonicalRandomAccessFiles.releaseSharedFileLock(file));
        map.setResourcesName();
        map.registerCleaner();
        return map;
    }
}
