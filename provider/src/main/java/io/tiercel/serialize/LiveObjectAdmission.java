package io.tiercel.serialize;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Admits what was seen in a live object graph. It learns at encoding only, never from bytes, so its size is bounded by
 * the classes that the application put into its caches. Holds names, not classes, and so keeps no class loader alive.
 */
final class LiveObjectAdmission implements ClassAdmission {

    private final Set<String> encoded = ConcurrentHashMap.newKeySet();

    @Override
    public boolean admitsEncoding(String className) {
        if (!encoded.contains(className)) {
            encoded.add(className);
        }
        return true;
    }

    @Override
    public void admitDeclarationsOf(Class<?> type) {
        encoded.addAll(TypeClosure.namesOf(List.of(type)));
    }

    @Override
    public boolean admitsDecoding(String className) {
        return encoded.contains(className);
    }

    @Override
    public boolean isClosed() {
        return false;
    }
}
