package io.tiercel.warming;

/**
 * The bytes of a file of hot keys, all numbers big-endian:
 *
 * <pre>
 * 8   magic "TIERHOTK"
 * 4   version, 1
 * 4   length of the description of the keys' type in bytes, then these, in UTF-8
 * 4   number of keys
 *     for each key, the hottest first:
 * 8     frequency, at least 0
 * 4     length of the key in bytes, then these (KeyCodec)
 * 4   CRC-32C of all before it
 * </pre>
 */
final class HotKeyFileLayout {

    static final long MAGIC = 0x5449_4552_484F_544BL;
    static final int VERSION = 1;
    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = 8;
    static final int TYPE_OFFSET = 12;
    static final int CHECKSUM_LENGTH = 4;
    static final int KEY_HEADER_LENGTH = 12;
    static final int LEAST_LENGTH = 24;

    /** The longest file that is read or written; keys that are not among the hottest are left out of one that is longer. */
    static final int MOST_LENGTH = 256 << 20;

    private HotKeyFileLayout() {}
}
