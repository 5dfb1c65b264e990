package io.tiercel.event;

import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.util.Objects;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The event that one listener sees of one change: it decodes the stored key and values when they are first asked for,
 * and for this listener alone.
 *
 * <p>The old value is available whenever the cache had it at hand, whether or not the listener requires it. For REMOVED
 * and EXPIRED the value is the old value; both are null if it is not available.
 *
 * <p>Thread-safe; threads that race for the first read may each decode a copy, one of which all later reads return.
 * Usable after the listener has returned. Not serializable, since its source is not.
 */
final class EntryEvent<K, V> extends CacheEntryEvent<K, V> {

    private static final long serialVersionUID = 1;

    private final transient EventSource<K, V> origin;
    private final transient Change change;
    private transient volatile @Nullable K key;
    private transient volatile @Nullable V newValue;
    private transient volatile @Nullable V oldValue;

    EntryEvent(EventSource<K, V> origin, Change change) {
        super(origin.cache().get(), change.type());
        this.origin = origin;
        this.change = change;
    }

    @Override
    public K getKey() {
        K decoded = key;
        if (decoded == null) {
            decoded = origin.keyDecoder().apply(change.storedKey());
            key = decoded;
        }
        return decoded;
    }

    @Override
    @SuppressWarnings("NullAway") // null is the Javadoc's answer where no old value is available
    public V getValue() {
        EventType type = getEventType();
        if (type == EventType.REMOVED || type == EventType.EXPIRED) {
            return getOldValue();
        }
        V decoded = newValue;
        if (decoded == null) {
            decoded = decode(change.storedNewValue());
            newValue = decoded;
        }
        return decoded;
    }

    @Override
    @SuppressWarnings("NullAway") // null is the Javadoc's answer where no old value is available
    public V getOldValue() {
        V decoded = oldValue;
        if (decoded == null) {
            decoded = decode(change.storedOldValue());
            oldValue = decoded;
        }
        return decoded;
    }

    @Override
    public boolean isOldValueAvailable() {
        return change.storedOldValue() != null;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        Objects.requireNonNull(type, "type");
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("A cache entry event cannot be unwrapped to " + type.getName());
    }

    @Override
    public String toString() {
        return "CacheEntryEvent[type=" + getEventType() + ", cache="
                + getSource().getName() + ", key=" + getKey() + ", value=" + getValue() + ", oldValue=" + getOldValue()
                + "]";
    }

    private @Nullable V decode(@Nullable Object stored) {
        return stored == null ? null : origin.valueDecoder().apply(stored);
    }

    private Object writeReplace() throws ObjectStreamException {
        throw new NotSerializableException("A cache entry event refers to its cache and is not serializable");
    }
}
