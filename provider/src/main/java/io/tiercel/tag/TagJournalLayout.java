package io.tiercel.tag;

/**
 * The file of a {@link TagJournal}: a header, then records. Numbers are big-endian.
 *
 * <pre>
 * header   magic 8, version 4, epoch 4, checksum 4
 * record   length of the body 4, checksum of length and body 4, body
 * body     kind 1, then
 *   DEFINED       id 4, reading of its last invalidation 8, name in UTF-8, or in UTF-16 after a byte that no UTF-8 has
 *   INVALIDATED   reading 8, id 4 of each tag that was known
 *   FORGOT        id 4 of each tag
 *   CLOSED        nothing: the records before it are all that there were
 * </pre>
 *
 * Checksums are CRC32C.
 */
final class TagJournalLayout {

    static final String FILE = "tags.journal";

    static final long MAGIC = 0x5449_4552_5441_4753L; // TIERTAGS
    static final int VERSION = 1;

    static final int HEADER_BYTES = Long.BYTES + 3 * Integer.BYTES;
    static final int RECORD_HEADER_BYTES = 2 * Integer.BYTES;

    static final byte DEFINED = 1;
    static final byte INVALIDATED = 2;
    static final byte FORGOT = 3;
    static final byte CLOSED = 4;

    /** Comes before the name of a tag that has half of a surrogate pair in it. */
    static final byte NO_UTF_8 = (byte) 0xFF;

    private TagJournalLayout() {}
}
