package io.tiercel.offheap.chronicle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.openhft.chronicle.hash.impl.SizePrefixedBlob;
import net.openhft.chronicle.hash.impl.util.BuildVersion;
import net.openhft.chronicle.map.VanillaChronicleMap;
import org.jspecify.annotations.Nullable;

/**
 * What a file of Chronicle Map says of itself in its first bytes: the fields of the map as text, one on a line.
 *
 * @param endBytes where in the file it ends
 * @param lines each without what is around it: "chunkSize: 16"
 */
record FileHeader(int endBytes, Set<String> lines) {

    private static final int MOST_BYTES = 4096;

    /** Returns the header of a file, or null if there is none that is complete. */
    static @Nullable FileHeader read(FileChannel file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(MOST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (start.hasRemaining() && file.read(start, start.position()) > 0) {
            // until it is full, or the file ends
        }
        int textStart = SizePrefixedBlob.SELF_BOOTSTRAPPING_HEADER_OFFSET;
        if (start.position() < textStart) {
            return null;
        }
        int size = start.getInt(SizePrefixedBlob.SIZE_WORD_OFFSET);
        int textBytes = SizePrefixedBlob.extractSize(size);
        if (!SizePrefixedBlob.isReady(size) || textBytes > start.position() - textStart) {
            return null;
        }
        String text = new String(start.array(), textStart, textBytes, ISO_8859_1);
        return new FileHeader(textStart + textBytes, linesOf(text));
    }

    private static Set<String> linesOf(String text) {
        Set<String> lines = new TreeSet<>();
        for (String line : text.split("\n", -1)) {
            String trimmed = line.strip();
            lines.add(trimmed.endsWith(",") ? trimmed.substring(0, trimmed.length() - 1) : trimmed);
        }
        return lines;
    }

    /** Returns whether the file lies as a map of this version of Chronicle with such fields would lie. */
    boolean isOf(VanillaChronicleMap<?, ?, ?> map) {
        for (Map.Entry<String, Object> field : fieldsOf(map)) {
            if (!lines.contains(field.getKey() + ": " + field.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static List<Map.Entry<String, Object>> fieldsOf(VanillaChronicleMap<?, ?, ?> map) {
        return List.of(
                Map.entry("dataFileVersion", '"' + BuildVersion.version() + '"'),
                Map.entry("keyClass", "!type byte[]"),
                Map.entry("valueClass", "!type byte[]"),
                Map.entry("checksumEntries", map.checksumEntries),
                Map.entry("actualSegments", map.actualSegments),
                Map.entry("chunkSize", map.chunkSize),
                Map.entry("maxChunksPerEntry", map.maxChunksPerEntry),
                Map.entry("actualChunksPerSegmentTier", map.actualChunksPerSegmentTier),
                Map.entry("tierHashLookupValueBits", map.tierHashLookupValueBits),
                Map.entry("tierHashLookupKeyBits", map.tierHashLookupKeyBits),
                Map.entry("tierHashLookupSlotSize", map.tierHashLookupSlotSize),
                Map.entry("tierHashLookupCapacity", map.tierHashLookupCapacity),
                Map.entry("tierHashLookupOuterSize", map.tierHashLookupOuterSize),
                Map.entry("tierFreeListOuterSize", map.tierFreeListOuterSize),
                Map.entry("tierEntrySpaceInnerOffset", map.tierEntrySpaceInnerOffset),
                Map.entry("tierSize", map.tierSize),
                Map.entry("alignment", map.alignment));
    }
}
