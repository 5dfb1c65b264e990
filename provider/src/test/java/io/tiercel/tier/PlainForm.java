package io.tiercel.tier;

/** Keys as they are, each entry as one. */
public final class PlainForm implements HeapForm {

    @Override
    public Object key(Object key) {
        return key;
    }

    @Override
    public long weight(Object key, Object storedValue) {
        return 1;
    }
}
