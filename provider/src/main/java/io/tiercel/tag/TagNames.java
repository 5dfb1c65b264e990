package io.tiercel.tag;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** What a tag may be called. */
final class TagNames {

    static final int MOST_CHARACTERS = 1_024;
    static final int MOST_OF_AN_ENTRY = 255;
    private static final int SHOWN = 40;

    private TagNames() {}

    static String check(String name) {
        requireNonNull(name, "tag");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a tag is empty");
        }
        if (name.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a tag has " + name.length() + " characters, the most are "
                    + MOST_CHARACTERS + ", tag=" + name.substring(0, SHOWN) + "...");
        }
        return name;
    }

    /** Returns a name as a journal has it. Half of a surrogate pair has no UTF-8, and would come back as another name. */
    static byte[] toBytes(String name) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(name)
                ? name.getBytes(StandardCharsets.UTF_8)
                : withItsHalves(name);
    }

    private static byte[] withItsHalves(String name) {
        ByteBuffer bytes =
                ByteBuffer.allocate(1 + name.length() * Character.BYTES).put(TagJournalLayout.NO_UTF_8);
        bytes.asCharBuffer().put(name);
        return bytes.array();
    }

    /** Returns the name that {@link #toBytes} made bytes of. */
    static String ofBytes(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == TagJournalLayout.NO_UTF_8
                ? ByteBuffer.wrap(bytes, 1, bytes.length - 1).asCharBuffer().toString()
                : new String(bytes, StandardCharsets.UTF_8);
    }

    static void checkAll(Collection<String> names) {
        if (names.size() > MOST_OF_AN_ENTRY) {
            throw new IllegalArgumentException(
                    "an entry has " + names.size() + " tags, the most are " + MOST_OF_AN_ENTRY);
        }
        names.forEach(TagNames::check);
    }
}
