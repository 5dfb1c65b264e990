package io.tiercel.write.behind;

import io.tiercel.serialize.SerializationException;
import io.tiercel.write.DeadLetter;
import io.tiercel.write.QueuedChange;
import io.tiercel.write.behind.Codec.Bytes;
import io.tiercel.write.log.ChangeLog;
import io.tiercel.write.log.LogRecord;
import java.time.Instant;
import java.util.List;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * A change that a former process has left.
 *
 * @param codec decodes it
 * @param found the change
 */
record Restored(Codec codec, ChangeLog.Found found) {

    /**
     * A change of which no more than the key can be read. A tier that outlives the process may have an earlier value, which
     * the source was never told for the sake of this one: it is to be forgotten before this is kept for people.
     */
    record KeyOnly(Object key, Restored change, SerializationException cause) {

        void keepForPeople(Places places) {
            change.keepForPeople(places, cause);
        }
    }

    /** Returns the change if it is for the caller to keep for people. */
    @Nullable
    KeyOnly into(PendingChanges pending, Places places) {
        Object key;
        try {
            key = codec.decodeKey(found.record().key());
        } catch (SerializationException e) {
            keepForPeople(places, e);
            return null;
        }
        QueuedChange change;
        try {
            change = codec.decode(found.record().kind(), bytes().value());
        } catch (SerializationException e) {
            return new KeyOnly(key, this, e);
        }
        pending.restore(key, new Pending(change, found.record().timeMillis(), found.position()));
        places.letters().superseded(key);
        return null;
    }

    private Bytes bytes() {
        LogRecord record = found.record();
        boolean isDeletion = record.type() == LogRecord.Type.DELETE;
        return new Bytes(record.key(), record.kind(), isDeletion ? null : record.value());
    }

    private void keepForPeople(Places places, SerializationException cause) {
        LogRecord record = found.record();
        DeadLetter text = new DeadLetter(
                "unreadable",
                record.type() == LogRecord.Type.DELETE,
                0,
                Instant.ofEpochMilli(record.timeMillis()),
                Letter.described(cause));
        if (!places.letters().add(Letter.undecodable(text, bytes()))) {
            throw new CacheException(
                    "A change in the write-behind queue can be neither read nor kept as a dead letter", cause);
        }
        ChangeLog log = places.log();
        if (log != null) {
            log.done(List.of(found.position()));
        }
    }
}
