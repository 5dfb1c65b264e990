package io.tiercel.tck;

import io.tiercel.offheap.map.ByteMap;
import io.tiercel.tier.LowerStore;
import io.tiercel.tier.TierFigures;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A disk tier under one in memory, whose copies leave before every second read as those of a full one do. What a test of the
 * TCK puts has room in the smallest there is, so that the disk would never be asked for it. Thread-safe.
 */
final class CopiesThatLeave implements InvocationHandler {

    private final LowerStore store;
    private final ByteMap copies;
    private final AtomicInteger reads = new AtomicInteger();

    private CopiesThatLeave(LowerStore store, ByteMap copies) {
        this.store = store;
        this.copies = copies;
    }

    /** Returns the store with copies that leave, or itself if there are none. */
    static LowerStore of(LowerStore store) {
        List<TierFigures> tiers = store.figures();
        if (tiers.size() < 2 || !(tiers.get(0) instanceof ByteMap copies)) {
            return store;
        }
        return (LowerStore) Proxy.newProxyInstance(
                LowerStore.class.getClassLoader(),
                new Class<?>[] {LowerStore.class},
                new CopiesThatLeave(store, copies));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("get") && reads.incrementAndGet() % 2 == 0) {
            copies.clear();
        }
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }
}
