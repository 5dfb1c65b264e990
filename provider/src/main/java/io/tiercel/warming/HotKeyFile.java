package io.tiercel.warming;

import io.tiercel.serialize.KeyCodec;
import io.tiercel.serialize.SerializationException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keeps hot keys in a file: see {@link HotKeyFileLayout}. A file is replaced as a whole, by one that has reached the disk:
 * after a crash there is the old one or the new one. One that is damaged, or of other keys, is set aside. Writing is for
 * one thread at a time.
 */
public final class HotKeyFile<K> {

    private static final Logger LOGGER = System.getLogger(HotKeyFile.class.getName());
    private static final String UNFINISHED = ".unfinished";

    private final Path file;
    private final KeyCodec codec;
    private final byte[] type;
    private final Class<K> keyType;

    /** @param file where it is; its folder is made when it is missing */
    public HotKeyFile(Path file, KeyCodec codec, Class<K> keyType) {
        this.file = file;
        this.codec = codec;
        this.keyType = keyType;
        this.type = codec.fingerprint().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the keys that were kept, the hottest first; none if there is no file, or none that can be trusted. */
    List<HotKey<K>> read() {
        try {
            removeUnfinished();
            if (Files.size(file) > HotKeyFileLayout.MOST_LENGTH) {
                throw new DamagedFileException("it is longer than such files are");
            }
            return decode(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (DamagedFileException e) {
            setAside(e);
            return List.of();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot read the hot keys in " + file + "; the cache starts cold", e);
            return List.of();
        }
    }

    private List<HotKey<K>> decode(byte[] bytes) throws DamagedFileException {
        int end = bytes.length - HotKeyFileLayout.CHECKSUM_LENGTH;
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HotKeyFileLayout.LEAST_LENGTH
                || in.getLong(HotKeyFileLayout.MAGIC_OFFSET) != HotKeyFileLayout.MAGIC) {
            throw new DamagedFileException("it is no file of hot keys");
        }
        int version = in.getInt(HotKeyFileLayout.VERSION_OFFSET);
        if (version != HotKeyFileLayout.VERSION) {
            throw new DamagedFileException("its version is " + version + ", not " + HotKeyFileLayout.VERSION);
        }
        if (in.getInt(end) != checksum(bytes, end)) {
            throw new DamagedFileException("its checksum is wrong: it was cut off or changed");
        }
        try {
            return decodeKeys(in.limit(end).position(HotKeyFileLayout.TYPE_OFFSET));
        } catch (BufferUnderflowException e) {
            throw new DamagedFileException("its keys cannot be read: " + e.getMessage());
        }
    }

    private List<HotKey<K>> decodeKeys(ByteBuffer in) throws DamagedFileException {
        if (!Arrays.equals(bytes(in), type)) {
            throw new DamagedFileException("it has keys of another type than " + keyType.getName() + " is now");
        }
        int count = in.getInt();
        List<HotKey<K>> keys = new ArrayList<>();
        RuntimeException failure = null;
        for (int i = 0; i < count; i++) {
            long frequency = in.getLong();
            byte[] key = bytes(in);
            try {
                keys.add(new HotKey<>(keyType.cast(codec.decode(key)), frequency));
            } catch (SerializationException | ClassCastException e) { // its class has gone, or its constant of an enum
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            LOGGER.log(
                    Level.WARNING,
                    "Of the " + count + " hot keys in " + file + " " + (count - keys.size())
                            + " cannot be read any more and are left out; the first failed as follows",
                    failure);
        }
        return keys;
    }

    private static byte[] bytes(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private void setAside(DamagedFileException reason) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOGGER.log(
                    Level.WARNING,
                    "The file of hot keys " + file + " was set aside as " + aside + ": " + reason.getMessage()
                            + ". The cache starts cold");
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    "The file of hot keys " + file + " is of no use, and cannot be set aside: " + reason.getMessage()
                            + ". The cache starts cold",
                    e);
        }
    }

    /** What a process left that was killed while it wrote. */
    private void removeUnfinished() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, this::isUnfinished)) {
            for (Path each : left) {
                Files.deleteIfExists(each);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private boolean isUnfinished(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(file.getFileName() + ".") && name.endsWith(UNFINISHED);
    }

    /**
     * Replaces what was kept.
     *
     * @return how many keys were kept; those that are not canonical are left out
     */
    int write(List<HotKey<K>> keys) throws IOException {
        List<byte[]> encoded = new ArrayList<>();
        List<Long> frequencies = new ArrayList<>();
        long length = (long) HotKeyFileLayout.LEAST_LENGTH + type.length;
        for (HotKey<K> key : keys) {
            byte[] bytes = encode(key.key());
            if (bytes != null) {
                length += HotKeyFileLayout.KEY_HEADER_LENGTH + bytes.length;
                if (length > HotKeyFileLayout.MOST_LENGTH) {
                    break;
                }
                encoded.add(bytes);
                frequencies.add(key.frequency());
            }
        }
        replace(file(encoded, frequencies));
        return encoded.size();
    }

    private byte @Nullable [] encode(K key) {
        try {
            return codec.encode(key);
        } catch (SerializationException e) { // of a class that nobody said may be decoded
            return null;
        }
    }

    private byte[] file(List<byte[]> keys, List<Long> frequencies) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(HotKeyFileLayout.MAGIC);
        out.writeInt(HotKeyFileLayout.VERSION);
        out.writeInt(type.length);
        out.write(type);
        out.writeInt(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            out.writeLong(frequencies.get(i));
            out.writeInt(keys.get(i).length);
            out.write(keys.get(i));
        }
        byte[] body = bytes.toByteArray();
        out.writeInt(checksum(body, body.length));
        return bytes.toByteArray();
    }

    private void replace(byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path unfinished = Files.createTempFile(folder, file.getFileName() + ".", UNFINISHED);
        try {
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(/* metaData= */ true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Removes what was kept, for a cache that is destroyed. */
    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
