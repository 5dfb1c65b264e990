package net.openhft.chronicle.hash.impl.util.jna;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Takes the place of a call into a native library that gives a file its blocks, so that a full disk is an error at once
 * and not a crash when the mapped memory is touched. Without that library zeros have to be written where nothing is.
 */
public final class PosixFallocate {

    private static final int CHUNK_BYTES = 1 << 20;
    private static final int BLOCK_BYTES = 4 << 10;

    private final FileChannel in;
    private final FileChannel out;
    private final ByteBuffer content = ByteBuffer.allocateDirect(CHUNK_BYTES);
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK_BYTES);

    @SuppressWarnings("resource") // the descriptor is the caller's, who goes on with it
    private PosixFallocate(FileDescriptor descriptor) {
        in = new FileInputStream(descriptor).getChannel();
        out = new FileOutputStream(descriptor).getChannel();
    }

    /** Gives blocks to a part of a file that nobody else writes to meanwhile, and keeps what is in it. */
    public static void fallocate(FileDescriptor descriptor, long offset, long length) throws IOException {
        PosixFallocate allocation = new PosixFallocate(descriptor);
        long end = offset + length;
        for (long position = offset; position < end; position += CHUNK_BYTES) {
            allocation.fill(position, (int) Math.min(CHUNK_BYTES, end - position));
        }
    }

    /** Writes zeros where there are only zeros: all at once if nothing is there, else block by block. */
    private void fill(long position, int length) throws IOException {
        read(position, length);
        if (isEmpty(0, length)) {
            writeZeros(position, length);
            return;
        }
        for (int start = 0; start < length; start += BLOCK_BYTES) {
            int size = Math.min(BLOCK_BYTES, length - start);
            if (isEmpty(start, size)) {
                writeZeros(position + start, size);
            }
        }
    }

    private void read(long position, int length) throws IOException {
        content.clear().limit(length);
        while (content.hasRemaining()) {
            if (in.read(content, position + content.position()) < 0) {
                throw new IOException("position=" + position + " length=" + length + " is beyond the end of the file");
            }
        }
    }

    private boolean isEmpty(int start, int length) {
        return content.slice(start, length).equals(zeros.slice(0, length));
    }

    private void writeZeros(long position, int length) throws IOException {
        ByteBuffer source = zeros.slice(0, length);
        while (source.hasRemaining()) {
            out.write(source, position + source.position());
        }
    }
}
