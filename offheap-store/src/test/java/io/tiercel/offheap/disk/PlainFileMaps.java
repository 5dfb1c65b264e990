package io.tiercel.offheap.disk;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMaps;
import io.tiercel.offheap.map.HeapByteMap;
import io.tiercel.store.Copies;
import io.tiercel.time.Clock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Maps whose files are written as a whole at every change: for tests of what is around them. */
final class PlainFileMaps implements ByteMaps {

    static final int HEADER_BYTES = 4;

    private static final int MAGIC = 0x504C_4149;
    private static final int CAPACITY = 100;

    private final String format;

    PlainFileMaps(String format) {
        this.format = format;
    }

    @Override
    public ByteMap openMemory(String name, long capacityBytes, Copies copies, Clock clock) {
        return new HeapByteMap(CAPACITY, copies);
    }

    @Override
    public SharedMap openShared(String name, long capacityBytes, Clock clock) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String fileFormat() {
        return format;
    }

    @Override
    public FileMap openFile(String name, FileSpec spec, Copies copies, Clock clock) {
        try {
            PlainFileMap map = new PlainFileMap(spec.file(), spec.capacityBytes(), copies, spec.generation());
            map.load();
            return map;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class PlainFileMap extends HeapByteMap implements FileMap {

        private final Path file;
        private final long lengthBytes;
        private int generation;

        PlainFileMap(Path file, long lengthBytes, Copies copies, int generation) {
            super(CAPACITY, copies);
            this.file = file;
            this.lengthBytes = lengthBytes;
            this.generation = generation;
        }

        void load() throws IOException {
            if (!Files.exists(file)) {
                changed();
                return;
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
            in.readInt();
            int entries = in.readInt();
            int written = in.readInt();
            for (int i = 0; i < entries; i++) {
                byte[] key = in.readNBytes(in.readInt());
                int hash = in.readInt();
                byte[] payload = in.readNBytes(in.readInt());
                ByteEntry entry = new ByteEntry(in.readByte(), payload, in.readInt(), in.readLong(), in.readLong());
                if (written == generation) {
                    copyIn(key, hash, entry);
                }
            }
        }

        @Override
        protected void changed() {
            try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
                out.write(content());
                out.setLength(lengthBytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private byte[] content() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(MAGIC);
            out.writeInt((int) size());
            out.writeInt(generation);
            forEach((key, hash, entry) -> write(out, key, hash, entry));
            return bytes.toByteArray();
        }

        private static void write(DataOutputStream out, byte[] key, int hash, ByteEntry entry) {
            try {
                out.writeInt(key.length);
                out.write(key);
                out.writeInt(hash);
                out.writeInt(entry.payload().length);
                out.write(entry.payload());
                out.writeByte(entry.kind());
                out.writeInt(entry.version());
                out.writeLong(entry.expiresAtMillis());
                out.writeLong(entry.limitMillis());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void clear(int newGeneration) {
            generation = newGeneration;
            clear();
        }

        @Override
        public long damagedEntries() {
            return 0;
        }

        @Override
        public void rebuild() {
            // counts are always right
        }

        @Override
        public void force() {
            // written at every change
        }

        @Override
        public int generation() {
            return generation;
        }

        @Override
        public int headerBytes() {
            return HEADER_BYTES;
        }
    }
}
