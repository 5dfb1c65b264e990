package io.tiercel.write.behind;

import static java.util.Objects.requireNonNull;

import io.tiercel.jvm.ShownText;
import io.tiercel.load.HashedKey;
import io.tiercel.write.DeadLetter;
import io.tiercel.write.QueuedChange;
import io.tiercel.write.behind.Codec.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change that was given up.
 *
 * @param key its key; null for one that cannot be decoded any more, which is kept for people only
 * @param change what was to be written, null likewise
 * @param text what is said of it
 * @param encoded its bytes, null as long as nobody needed them
 */
record Letter(
        @Nullable HashedKey key,
        @Nullable QueuedChange change,
        DeadLetter text,
        @Nullable Bytes encoded) {

    private static final int LONGEST_TEXT = 200;

    /** Returns the letter of a change that is being written. */
    static Letter of(KeySlot slot, Instant refused, Throwable cause) {
        QueuedChange change = slot.underWay().change();
        DeadLetter text = new DeadLetter(
                described(slot.key().stored()),
                change.storedValue() == null,
                slot.attempts() + 1,
                refused,
                described(cause));
        return new Letter(slot.key(), change, text, null);
    }

    static Letter of(HashedKey key, QueuedChange change, DeadLetter text, Bytes encoded) {
        return new Letter(key, change, text, encoded);
    }

    static Letter undecodable(DeadLetter text, Bytes encoded) {
        return new Letter(null, null, text, encoded);
    }

    Bytes bytes(Codec codec) {
        return encoded != null ? encoded : codec.encode(requireNonNull(key).stored(), requireNonNull(change));
    }

    /** Returns the text of a key or a failure, shortened. */
    static String described(Object what) {
        String text = ShownText.of(what);
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    /** A letter is one of a kind, whatever it says. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
