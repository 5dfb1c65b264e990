package io.tiercel.serialize;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How classes of the JDK are written as keys, by class and by tag. Thread-safe once it is complete. */
final class KeyTypeTable {

    private final Map<Class<?>, JdkKeyType<?>> byClass = new HashMap<>();
    private final @Nullable JdkKeyType<?>[] byTag = new JdkKeyType<?>[KeyTags.DECLARED_ENUM];

    <T> void add(byte tag, Class<? extends T> type, JdkKeyType.Writer<T> writer, JdkKeyType.Reader reader) {
        JdkKeyType<T> added = new JdkKeyType<>(tag, writer, reader);
        byClass.put(type, added);
        byTag[tag] = added;
    }

    @Nullable
    JdkKeyType<?> of(Class<?> type) {
        return byClass.get(type);
    }

    @Nullable
    JdkKeyType<?> of(byte tag) {
        return tag >= 0 && tag < byTag.length ? byTag[tag] : null;
    }
}
