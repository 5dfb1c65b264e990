package io.tiercel.tag;

import static java.util.Objects.requireNonNull;

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

    static void checkAll(Collection<String> names) {
        if (names.size() > MOST_OF_AN_ENTRY) {
            throw new IllegalArgumentException(
                    "an entry has " + names.size() + " tags, the most are " + MOST_OF_AN_ENTRY);
        }
        names.forEach(TagNames::check);
    }
}
