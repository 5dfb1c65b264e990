package io.tiercel.offheap.disk;

import static io.tiercel.offheap.disk.ManifestLayout.CAPACITY_BYTES_OFFSET;
import static io.tiercel.offheap.disk.ManifestLayout.CHECKSUM_LENGTH_BYTES;
import static io.tiercel.offheap.disk.ManifestLayout.CLOCK_MILLIS_OFFSET;
import static io.tiercel.offheap.disk.ManifestLayout.DATA_LENGTH_BYTES_OFFSET;
import static io.tiercel.offheap.disk.ManifestLayout.FIXED_LENGTH_BYTES;
import static io.tiercel.offheap.disk.ManifestLayout.HEADER_BYTES_OFFSET;
import static io.tiercel.offheap.disk.ManifestLayout.HEADER_CHECKSUM_OFFSET;
import static io.tiercel.offheap.disk.ManifestLayout.LENGTH_OFFSET;
import static io.tiercel.offheap.disk.ManifestLayout.MAGIC;
import static io.tiercel.offheap.disk.ManifestLayout.MAGIC_OFFSET;
import static io.tiercel.offheap.disk.ManifestLayout.MONOTONIC_NANOS_OFFSET;
import static io.tiercel.offheap.disk.ManifestLayout.REGION_OFFSET;
import static io.tiercel.offheap.disk.ManifestLayout.SHAPE_OFFSET;
import static io.tiercel.offheap.disk.ManifestLayout.STATE_OFFSET;
import static io.tiercel.offheap.disk.ManifestLayout.VERSION;
import static io.tiercel.offheap.disk.ManifestLayout.VERSION_OFFSET;
import static io.tiercel.offheap.disk.ManifestLayout.WALL_MILLIS_OFFSET;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/** Makes bytes of a manifest and a manifest of bytes. */
final class ManifestCodec {

    private ManifestCodec() {}

    static byte[] encode(Manifest manifest) {
        List<byte[]> pieces = List.of(
                utf8(manifest.written().bootId()),
                utf8(manifest.data().fileId()),
                utf8(manifest.identity().cacheName()),
                utf8(manifest.identity().keyType()),
                utf8(manifest.identity().valueType()),
                utf8(manifest.identity().serializer()),
                utf8(manifest.format().mapFormat()),
                manifest.tagStamps());
        int lengthBytes = FIXED_LENGTH_BYTES + CHECKSUM_LENGTH_BYTES;
        for (byte[] piece : pieces) {
            lengthBytes += Integer.BYTES + piece.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(lengthBytes);
        buffer.putLong(MAGIC_OFFSET, MAGIC)
                .putInt(VERSION_OFFSET, VERSION)
                .putInt(LENGTH_OFFSET, lengthBytes)
                .putInt(STATE_OFFSET, manifest.state().code())
                .putInt(REGION_OFFSET, manifest.region())
                .putLong(CAPACITY_BYTES_OFFSET, manifest.format().capacityBytes())
                .putLong(DATA_LENGTH_BYTES_OFFSET, manifest.data().lengthBytes())
                .putLong(SHAPE_OFFSET, manifest.identity().shape())
                .putLong(MONOTONIC_NANOS_OFFSET, manifest.written().monotonicNanos())
                .putLong(CLOCK_MILLIS_OFFSET, manifest.written().clockMillis())
                .putInt(HEADER_BYTES_OFFSET, manifest.data().headerBytes())
                .putInt(HEADER_CHECKSUM_OFFSET, manifest.data().headerChecksum())
                .putLong(WALL_MILLIS_OFFSET, manifest.written().wallMillis())
                .position(FIXED_LENGTH_BYTES);
        for (byte[] piece : pieces) {
            buffer.putInt(piece.length).put(piece);
        }
        buffer.putInt(checksum(buffer.array()));
        return buffer.array();
    }

    static Manifest decode(byte[] bytes) throws DamagedManifestException {
        check(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, bytes.length - CHECKSUM_LENGTH_BYTES);
        buffer.position(FIXED_LENGTH_BYTES);
        String bootId = string(buffer);
        String fileId = string(buffer);
        CacheIdentity identity = new CacheIdentity(
                string(buffer), string(buffer), string(buffer), string(buffer), buffer.getLong(SHAPE_OFFSET));
        StorageFormat format = new StorageFormat(string(buffer), buffer.getLong(CAPACITY_BYTES_OFFSET));
        byte[] tagStamps = piece(buffer);
        return new Manifest(
                Manifest.State.of(buffer.getInt(STATE_OFFSET)),
                buffer.getInt(REGION_OFFSET),
                identity,
                format,
                new DataFile(
                        buffer.getLong(DATA_LENGTH_BYTES_OFFSET),
                        fileId,
                        buffer.getInt(HEADER_BYTES_OFFSET),
                        buffer.getInt(HEADER_CHECKSUM_OFFSET)),
                new Moment(
                        bootId,
                        buffer.getLong(MONOTONIC_NANOS_OFFSET),
                        buffer.getLong(WALL_MILLIS_OFFSET),
                        buffer.getLong(CLOCK_MILLIS_OFFSET)),
                tagStamps);
    }

    private static void check(byte[] bytes) throws DamagedManifestException {
        if (bytes.length < FIXED_LENGTH_BYTES + CHECKSUM_LENGTH_BYTES) {
            throw new DamagedManifestException("it has " + bytes.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getLong(MAGIC_OFFSET) != MAGIC) {
            throw new DamagedManifestException("it does not start as a manifest does");
        }
        if (buffer.getInt(VERSION_OFFSET) != VERSION) {
            throw new DamagedManifestException(
                    "it has version " + buffer.getInt(VERSION_OFFSET) + "; this is version " + VERSION);
        }
        if (buffer.getInt(LENGTH_OFFSET) != bytes.length) {
            throw new DamagedManifestException(
                    "it has " + bytes.length + " bytes in place of " + buffer.getInt(LENGTH_OFFSET));
        }
        if (buffer.getInt(bytes.length - CHECKSUM_LENGTH_BYTES) != checksum(bytes)) {
            throw new DamagedManifestException("its checksum is wrong");
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - CHECKSUM_LENGTH_BYTES);
        return (int) crc.getValue();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String string(ByteBuffer buffer) throws DamagedManifestException {
        return new String(piece(buffer), StandardCharsets.UTF_8);
    }

    private static byte[] piece(ByteBuffer buffer) throws DamagedManifestException {
        int lengthBytes = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
        if (lengthBytes < 0 || lengthBytes > buffer.remaining()) {
            throw new DamagedManifestException("a piece of it has the length " + lengthBytes);
        }
        byte[] bytes = new byte[lengthBytes];
        buffer.get(bytes);
        return bytes;
    }
}
