package io.tiercel.offheap.disk;

/**
 * Where the fields of a manifest are. Big endian. What is of variable length follows the fixed part, each piece as an
 * {@code int} length and so many bytes, strings in UTF-8, in this order: boot id, file id, cache name, key type, value
 * type, serializer, map format, tag stamps. Those are a stamp of the journal of tags as the tier was closed with it: {@code long}
 * length, -1 for none, and {@code int} CRC32C; while it is open, and in what earlier builds wrote, there are none. The last
 * four bytes are the CRC32C of all before.
 */
final class ManifestLayout {

    /** {@code long}: the bytes "TIERCELD". */
    static final int MAGIC_OFFSET = 0;

    /** {@code int}: the version of this layout. Never moves. */
    static final int VERSION_OFFSET = 8;

    /** {@code int}: the bytes of the whole file, the checksum included. */
    static final int LENGTH_OFFSET = 12;

    /** {@code int}: the code of {@link Manifest.State}. */
    static final int STATE_OFFSET = 16;

    /** {@code int}: the number of the entries that are in the cache. */
    static final int REGION_OFFSET = 20;

    /** {@code long}: the configured size. */
    static final int CAPACITY_BYTES_OFFSET = 24;

    /** {@code long}: the length of the data file, -1 while it is being made. */
    static final int DATA_LENGTH_BYTES_OFFSET = 32;

    /** {@code long}: the fingerprint of the declared classes. */
    static final int SHAPE_OFFSET = 40;

    /** {@code long}: the monotonic clock at the time of writing. */
    static final int MONOTONIC_NANOS_OFFSET = 48;

    /** {@code long}: the clock of deadlines at the time of writing. */
    static final int CLOCK_MILLIS_OFFSET = 56;

    /** {@code int}: how many bytes at the start of the data file never change. */
    static final int HEADER_BYTES_OFFSET = 64;

    /** {@code int}: the CRC32C of those. */
    static final int HEADER_CHECKSUM_OFFSET = 68;

    /** {@code long}: the clock on the wall at the time of writing. */
    static final int WALL_MILLIS_OFFSET = 72;

    /** Where the pieces of variable length start. */
    static final int FIXED_LENGTH_BYTES = 80;

    static final long MAGIC = 0x5449_4552_4345_4C44L;
    static final int VERSION = 1;
    static final int CHECKSUM_LENGTH_BYTES = Integer.BYTES;

    /** What a manifest may come to; longer ones are damaged. */
    static final int LONGEST_BYTES = 16 << 20;

    private ManifestLayout() {}
}
